import json
from pathlib import Path

import pytest

from benchmarks import hearing, spoken_time
from voicebot.settings import PROJECT_DIR

QUESTION = f"{PROJECT_DIR}/dialogs/credit_lead.yaml:greeting"

MANIFEST = """\
file,text,intent,slots,condition,utt_id,accept
yes.flac,Да.,yes,{},clean,d1,yes
no.flac,Нет.,no,{},clean,d2,no
later.flac,Завтра перезвоните.,call_later,"{""kind"": ""date"", ""value"": ""2026-03-12""}",snr10,d3,
noise.flac,,silence_or_noise,{},noise_only,d4,silence_or_noise
"""
KEPT = {
    "yes.flac": {"text": "да"},
    "no.flac": {"text": "да"},
    "later.flac": {"text": "завтра перезвоните"},
    "noise.flac": {"text": ""},
    f"yes.flac @ {QUESTION}": {"text": "да"},
    f"no.flac @ {QUESTION}": {"text": "нет"},
    f"later.flac @ {QUESTION}": {"text": "потом"},
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus without audio: all of it was heard before."""
    (tmp_path / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "heard.json").write_text(json.dumps(KEPT), encoding="utf-8")
    return tmp_path


def test_what_was_kept_is_measured_again_without_any_model(corpus: Path) -> None:
    hearing.main(
        [
            str(corpus),
            f"--heard={corpus / 'heard.json'}",
            f"--report={corpus / 'report'}",
            f"--question={QUESTION}",
        ]
    )
    record = json.loads((corpus / "report" / "hearing.json").read_text("utf-8"))
    sections = record["sections"]
    assert sections["intent"]["figures"]["clean"]["no_taken_for_yes"] == 1
    assert sections["intent"]["figures"]["all audio"]["wait_p50_ms"] is None
    assert sections["spoken_time"]["figures"]["snr10"]["right"] == 1
    assert sections["question"]["verdicts"]["clean"] == {"right": "d1 d2", "wrong": ""}
    assert "who_answered" not in sections
    assert record["run"]["conditions"] == "clean,snr10,noise_only"


def test_of_every_so_many_utterances_one_is_heard(corpus: Path) -> None:
    hearing.main(
        [
            str(corpus),
            f"--heard={corpus / 'heard.json'}",
            f"--json={corpus / 'out.json'}",
            "--every=3",
        ]
    )
    record = json.loads((corpus / "out.json").read_text("utf-8"))
    assert record["run"]["conditions"] == "clean,noise_only"


def test_times_are_measured_where_nobody_speaks(corpus: Path) -> None:
    spoken_time.main(
        [
            str(corpus),
            f"--heard={corpus / 'heard.json'}",
            f"--json={corpus / 'out.json'}",
            "--conditions=noise_only",
        ]
    )
    figures = json.loads((corpus / "out.json").read_text("utf-8"))
    assert figures["noise_only"]["others"] == 1
    assert figures["noise_only"]["share"] is None
