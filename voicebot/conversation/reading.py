"""How complete a reading is for the question that was asked."""

from voicebot.conversation.turns import Completeness
from voicebot.scenario.actions import Listen
from voicebot.scenario.value import value_wholeness
from voicebot.scenario.value_type import Wholeness
from voicebot.understanding.meaning import Meaning

OUT_OF_SCOPE = "out_of_scope"

_OFTEN_GO_ON = frozenset({"call_later", "reschedule"})
"""Replies that people follow with a time after a breath."""

_OF_A_VALUE = {
    Wholeness.PART: Completeness.INCOMPLETE,
    Wholeness.MAY_GO_ON: Completeness.OPEN_ENDED,
    Wholeness.WHOLE: Completeness.COMPLETE,
}


def completeness(meaning: Meaning, question: Listen) -> Completeness:
    """Whether the text already answers the question, so that the turn may end early."""
    if meaning.intent is None:
        return Completeness.NO_WORDS
    return _of_value(meaning, question) or _of_intent(meaning, question)


def _of_value(meaning: Meaning, question: Listen) -> Completeness | None:
    """By the value that the question collects; None where none was named."""
    if question.collects is None:
        return None
    most = question.digits.most if question.digits else 0
    wholeness = value_wholeness(question.collects, meaning, most)
    return _OF_A_VALUE.get(wholeness)


def _of_intent(meaning: Meaning, question: Listen) -> Completeness:
    if meaning.intent == OUT_OF_SCOPE or meaning.intent not in question.intents:
        return Completeness.INCOMPLETE
    if meaning.intent in _OFTEN_GO_ON and meaning.time is None:
        return Completeness.OPEN_ENDED
    return Completeness.COMPLETE
