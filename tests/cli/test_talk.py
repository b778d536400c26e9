import json
from pathlib import Path

import pytest
import soundfile
from click.testing import CliRunner, Result

from voicebot.cli.talk import command
from voicebot.errors import VoicebotError

AUDIO = Path(__file__).parents[1] / "audio"
SCENARIO = """\
scenario: shop
about: Это робот магазина.
slots: {name: {required: true}}
nodes:
  ask:
    ask: "Это робот магазина. {name}, вам удобно говорить?"
    on: {yes: good, no: hang_up, call_later: later, key 1: good, operator: desk}
  good: {say: Хорошо., outcome: good, hang_up: true}
  later: {say: Перезвоню., callback: {at: "{time | in 2 hours}"}}
  desk: {say: Соединяю., transfer: {to: sales, failed: good}}
"""


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all: the understanding is learnt once."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def shop(tmp_path: Path, var: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    monkeypatch.setenv("VOICEBOT_FOLDERS__VAR", str(var))
    monkeypatch.chdir(tmp_path)
    return path


def run(shop: Path, *arguments: str | Path) -> Result:
    given = [str(shop), "--slot", "name=Анна", *map(str, arguments)]
    return CliRunner().invoke(command, given, catch_exceptions=False)


@pytest.mark.model
def test_recorded_answers_are_talked_through(shop: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.wav"
    result = run(
        shop, "--wav-in", "--silence", AUDIO / "ru_da.flac", "--json", "--wav-out", copy
    )
    report = json.loads(result.stdout)
    assert report["outcome"] == "good"
    assert report["path"] == ["ask", "good"]
    assert report["hung_up_by"] == "robot"
    assert "caller: (silence)" in result.stderr
    assert "[yes " in result.stderr
    kept, _ = soundfile.read(report["recording"], dtype="int16")
    copied, rate_hz = soundfile.read(copy, dtype="int16")
    assert rate_hz == 8000
    assert (kept == copied).all()
    assert copied.shape[1] == 2


@pytest.mark.model
def test_the_same_talk_over_a_poor_line_goes_the_same_way_twice(shop: Path) -> None:
    def told() -> list[str]:
        result = run(
            *(shop, "--now", "2026-11-20T14:10+03:00", "--noise", "15", "--loss", "3"),
            *("--json", "--wav-in", AUDIO / "ru_perezvonite.flac"),
        )
        timeline = Path(json.loads(result.stdout)["timeline"])
        lines = timeline.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if '"SpeechRead"' not in line]

    assert told() == told()


@pytest.mark.model
def test_keys_transfers_and_leaving_are_items_too(shop: Path) -> None:
    keyed = run(shop, "--json", "--wav-in", "key:1@1s")
    assert json.loads(keyed.stdout)["outcome"] == "good"
    moved = run(shop, "--json", "--wav-in", "say:оператора", "transfer:failed")
    assert json.loads(moved.stdout)["path"] == ["ask", "desk", "good"]
    left = run(shop, "--json", "--wav-in", "hangup@500ms")
    assert json.loads(left.stdout)["hung_up_by"] == "caller"
    assert json.loads(left.stdout)["duration_s"] < 1


@pytest.mark.model
def test_a_caller_without_items_leaves_at_the_first_question(shop: Path) -> None:
    result = run(shop)
    assert "outcome:     hung_up" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--wav-out", "copy.mp4"], r"\.wav, \.flac"),
        (["--wav-out", "no/such/a.wav"], "no/such: there is no such folder"),
        (["--slot", "name"], "name=value"),
    ],
)
def test_bad_input_is_one_sentence(
    shop: Path, arguments: list[str], complaint: str
) -> None:
    with pytest.raises(VoicebotError, match=complaint):
        run(shop, *arguments)


@pytest.mark.model
def test_an_item_that_cannot_be_used_is_one_sentence(shop: Path) -> None:
    with pytest.raises(VoicebotError, match=r"nothing\.wav: there is no such"):
        run(shop, "--wav-in", "-", "nothing.wav")


def test_a_missing_slot_is_told_before_anything_is_loaded(shop: Path) -> None:
    with pytest.raises(VoicebotError, match="name"):
        CliRunner().invoke(command, [str(shop)], catch_exceptions=False)
