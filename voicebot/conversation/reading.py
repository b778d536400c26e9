"""How complete a reading is for the question that was asked."""

from voicebot.conversation.turns import Completeness
from voicebot.scenario.actions import Listen
from voicebot.understanding.meaning import Meaning

OUT_OF_SCOPE = "out_of_scope"

_OFTEN_GO_ON = frozenset({"call_later", "reschedule"})
"""Replies that people follow with a time after a breath."""


def completeness(meaning: Meaning, question: Listen) -> Completeness:
    """Whether the text already answers the question, so that the turn may end early."""
    if meaning.intent is None:
        return Completeness.NO_WORDS
    if meaning.intent == OUT_OF_SCOPE or meaning.intent not in question.intents:
        return Completeness.INCOMPLETE
    if meaning.intent in _OFTEN_GO_ON and meaning.time is None:
        return Completeness.OPEN_ENDED
    return Completeness.COMPLETE
