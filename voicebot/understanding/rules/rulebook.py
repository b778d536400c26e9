"""All rules, in order of precedence."""

from collections.abc import Iterator

from voicebot.understanding.rules.elsewhere import OTHER_PEOPLE, UNRELATED_QUESTIONS
from voicebot.understanding.rules.interest import INTERESTED, NOT_INTERESTED
from voicebot.understanding.rules.polarity import CONSENT_IN_NEGATIVE, NO, YES
from voicebot.understanding.rules.questions import (
    OPERATOR,
    REPEAT,
    ROBOT_CHECK,
    WHO_IS_IT,
)
from voicebot.understanding.rules.refusals_for_good import (
    DO_NOT_CALL,
    MACHINES,
    WRONG_NUMBER,
)
from voicebot.understanding.rules.rule import Rule
from voicebot.understanding.rules.wishes import CALL_LATER, RESCHEDULE, SUBSCRIBE
from voicebot.understanding.rules.word_classes import WORD_CLASSES

RULES: tuple[Rule, ...] = (
    *MACHINES,
    *DO_NOT_CALL,
    *WRONG_NUMBER,
    *OPERATOR,
    *ROBOT_CHECK,
    *WHO_IS_IT,
    *CONSENT_IN_NEGATIVE,
    *UNRELATED_QUESTIONS,
    *RESCHEDULE,
    *SUBSCRIBE,
    *CALL_LATER,
    *NOT_INTERESTED,
    *OTHER_PEOPLE,
    *REPEAT,
    *INTERESTED,
    *NO,
    *YES,
)
"""What a person must not be ignored in stands first: «не звоните» before «нет»."""


def rule_patterns() -> Iterator[str]:
    """Every pattern of every rule and word class, as it is written."""
    for rule in RULES:
        yield from rule.says
    yield from WORD_CLASSES.values()
