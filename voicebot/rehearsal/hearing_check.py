"""Finds the lines of a test that the robot took for something else than as text."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.mishearing import Mishearing
from voicebot.rehearsal.moves import CallerMove
from voicebot.rehearsal.record import Exchange, TalkRecord
from voicebot.scenario.actions import Listen
from voicebot.scenario.answer_understanding import UnderstandAnswer
from voicebot.scenario.events import TurnHeard
from voicebot.scenario.value import value_said
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.words import spoken_words


def mishearings(
    case: Case,
    record: TalkRecord,
    reads: Mapping[int, str],
    understand: UnderstandAnswer,
) -> Iterator[Mishearing]:
    """Every spoken line that was understood otherwise than as text, in order.

    `reads` are the recognizer's last readings of lines, by their place in the talk.
    """
    for item, said in _spoken(case):
        question = record.before(item).question
        if item not in reads or question is None:
            continue
        heard = _heard(record.after(item))
        meant = understand(said, question=question, now=case.now)
        if heard is None or not _is_same(meant, heard, question, case.now):
            yield Mishearing(
                item=item,
                said=said,
                heard=reads[item],
                meant=meant.intent,
                taken_for=heard.intent if heard else None,
            )


def _spoken(case: Case) -> Iterator[tuple[int, str]]:
    for item, written in enumerate(case.talk):
        if isinstance(written.move, CallerMove) and written.move.says is not None:
            yield item, written.move.says


def _heard(taken: Exchange | None) -> Meaning | None:
    """None: what was read was not taken for a turn."""
    if taken is None or not isinstance(taken.event, TurnHeard):
        return None
    return taken.event.meaning


def _is_same(meant: Meaning, heard: Meaning, question: Listen, now: datetime) -> bool:
    """Alike in what counts: the branch, the time in it, or the value asked for.

    Where a value is asked for and none is known, its words may be one to the node.
    """
    if _branch(meant, question) != _branch(heard, question):
        return False
    if question.collects is None:
        return meant.time == heard.time
    values = [value_said(question.collects, each, now) for each in (meant, heard)]
    has_same_words = spoken_words(meant.text) == spoken_words(heard.text)
    return values[0] == values[1] and (values[0] is not None or has_same_words)


def _branch(meaning: Meaning, question: Listen) -> str | None:
    return meaning.intent if meaning.intent in question.intents else None
