"""What a verdict means for the attempt."""

import pytest

from sip.leg import Disposition, Ended, HungUpBy
from voicebot.answering.verdict import Answerer
from voicebot.conversation.answered_by import ended_as_announced, last_judged
from voicebot.conversation.events import AnswererJudged, CallAnswered, CallEvent
from voicebot.conversation.transcript_lines import transcript_line

ENDED = Ended(
    disposition=Disposition.ANSWERED,
    sip_code=200,
    reason="OK",
    hung_up_by=HungUpBy.ROBOT,
)


def judged(answerer: str, announcement: str | None = None) -> AnswererJudged:
    return AnswererJudged(
        answerer=answerer,
        announcement=announcement,
        confidence=0.9,
        why="test",
        is_early=False,
    )


@pytest.mark.parametrize(
    ("announcement", "disposition"),
    [
        ("unavailable", Disposition.UNAVAILABLE),
        ("busy", Disposition.BUSY),
        ("no_such_number", Disposition.INVALID_NUMBER),
    ],
)
def test_an_announcement_is_how_the_attempt_ended(
    announcement: str, disposition: Disposition
) -> None:
    ended = ended_as_announced(ENDED, [judged("intercept", announcement)])
    assert ended.disposition is disposition
    assert "announced" in ended.reason
    assert ended.sip_code == 200


@pytest.mark.parametrize("answerer", ["person", "machine", "silence", "fax"])
def test_whoever_else_answered_answered(answerer: str) -> None:
    assert ended_as_announced(ENDED, [judged(answerer)]) == ENDED


def test_the_last_verdict_holds() -> None:
    events: list[CallEvent] = [judged("intercept", "busy"), judged("machine")]
    assert last_judged(events) == judged("machine")
    assert ended_as_announced(ENDED, events) == ENDED


def test_a_call_that_nobody_judged_ended_as_it_did() -> None:
    assert ended_as_announced(ENDED, [CallAnswered()]) == ENDED


@pytest.mark.parametrize("answerer", list(Answerer))
def test_whoever_looks_on_reads_who_answered(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICEBOT_LANG", "en")
    line = transcript_line(judged(answerer.value))
    assert line is not None
    assert line.startswith("   answered by ")
    assert "0.90, test" in line
