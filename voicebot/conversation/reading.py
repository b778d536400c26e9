"""How complete a reading is for the question that was asked."""

import re

from voicebot.conversation.turns import Completeness
from voicebot.scenario.actions import Listen
from voicebot.scenario.value import value_wholeness
from voicebot.scenario.value_type import Wholeness
from voicebot.understanding.meaning import Meaning

OUT_OF_SCOPE = "out_of_scope"

_OFTEN_GO_ON = frozenset({"call_later", "reschedule"})
"""Replies that people follow with a time after a breath."""

_HOLD_ON = re.compile(
    r"\b(?:(?:минут|секунд)(?:оч)?к?у|момент(?:ик)?|(?:подожд|погод|обожд)и(?:те)?|"
    r"повиси(?:те)?|(?:оставайтесь|будьте|побудьте) на (?:линии|связи|проводе)|"
    r"не (?:клади|кладите|вешай|вешайте|бросай|бросайте) трубк\w|"
    r"позову|приглашу|передам (?:трубк\w|телефон))\b"
)
_OF_DURATION = re.compile(r"\b(?:займ[её]т|через|сколько|кажд(?:ую|ый)|в минуту)\b")
_MOST_HOLD_ON_WORDS = 6
"""«Одну секундочку, сейчас я её позову». What is longer says something else as well."""

_HANGING_WORDS = (
    "в во на к ко с со от до из за по под при для без через после около между "
    "и но или либо чтобы если потому"
)
_HANGING = frozenset(_HANGING_WORDS.split())
"""Nobody ends with such a word: «завтра в…», «да, но…»."""

_OF_A_VALUE = {
    Wholeness.PART: Completeness.INCOMPLETE,
    Wholeness.MAY_GO_ON: Completeness.OPEN_ENDED,
    Wholeness.WHOLE: Completeness.COMPLETE,
}


def completeness(meaning: Meaning, question: Listen) -> Completeness:
    """Whether the text already answers the question, so that the turn may end early."""
    if meaning.intent is None:
        return Completeness.NO_WORDS
    if _is_hanging(meaning.text):
        return Completeness.INCOMPLETE
    return _of_value(meaning, question) or _of_intent(meaning, question)


def _is_hanging(text: str) -> bool:
    words = text.lower().rstrip(".…, ").split()
    return bool(words) and words[-1] in _HANGING


def _of_value(meaning: Meaning, question: Listen) -> Completeness | None:
    """By the value that the question collects; None where none was named."""
    if question.collects is None:
        return None
    most = question.digits.most if question.digits else 0
    wholeness = value_wholeness(question.collects, meaning, most)
    return _OF_A_VALUE.get(wholeness)


def asks_to_hold_on(text: str) -> bool:
    """Whether the caller wants the robot to wait; of speech that answers nothing.

    >>> asks_to_hold_on("минуточку"), asks_to_hold_on("Подождите, сейчас я её позову")
    (True, True)
    >>> asks_to_hold_on("какая сегодня погода"), asks_to_hold_on("две минуты назад")
    (False, False)
    """
    words = text.lower().split()
    said = " ".join(words)
    if len(words) > _MOST_HOLD_ON_WORDS or _OF_DURATION.search(said):
        return False
    return bool(_HOLD_ON.search(said))


def _of_intent(meaning: Meaning, question: Listen) -> Completeness:
    if meaning.intent == OUT_OF_SCOPE and asks_to_hold_on(meaning.text):
        return Completeness.HOLD_ON
    if meaning.intent == OUT_OF_SCOPE or meaning.intent not in question.intents:
        return Completeness.INCOMPLETE
    if meaning.intent in _OFTEN_GO_ON and meaning.time is None:
        return Completeness.OPEN_ENDED
    return Completeness.COMPLETE
