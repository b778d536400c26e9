from pathlib import Path

import pytest

from benchmarks.corpus import different_texts, read_corpus, share
from tests.benchmarks.rows import answer, row

MANIFEST = """\
file,text,intent,slots,condition,utt_id,accept
a/1.flac,Завтра.,call_later,"{""kind"": ""date"", ""value"": ""2026-03-12"", ""now"": ""x""}",clean,d1,reschedule
a/2.flac,Завтра.,call_later,{},snr10,d1,
a/3.flac,,silence_or_noise,{},noise_only,d2,
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    return tmp_path


def test_a_manifest_becomes_rows_in_its_order(corpus: Path) -> None:
    first, second, third = read_corpus(corpus)
    assert first.path == corpus / "a" / "1.flac"
    assert first.accept == {"call_later", "reschedule"}
    assert first.time == {"kind": "date", "value": "2026-03-12"}
    assert second.condition == "snr10"
    assert third.time == {}


def test_an_utterance_is_read_once_and_silence_never(corpus: Path) -> None:
    assert [each.utterance for each in different_texts(read_corpus(corpus))] == ["d1"]


def test_a_yes_is_false_only_where_no_judge_would_accept_it() -> None:
    assert answer(row("no"), "yes").is_no_taken_for_yes
    assert answer(row("repeat"), "yes").is_false_yes
    assert not answer(row("repeat"), "yes").is_no_taken_for_yes
    assert not answer(row("interested", accept="yes"), "yes").is_false_yes


def test_what_means_nothing_is_right_where_noise_is_accepted() -> None:
    assert answer(row("silence_or_noise"), "out_of_scope").is_right
    assert not answer(row("yes"), "out_of_scope").is_right


def test_a_share_counts_what_is_asked_for() -> None:
    answers = [answer(row("no"), "yes"), answer(row("yes"), "yes")]
    assert share(answers) == 0.5
    assert share(answers, "is_false_yes") == 0.5
    assert share([]) == 0
