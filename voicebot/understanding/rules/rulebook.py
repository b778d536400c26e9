"""All rules, in order of precedence."""

from collections.abc import Iterator

from voicebot.understanding.rules.consent import (
    CONSENT_IN_NEGATIVE,
    TRANSFER_ALLOWED,
    YES,
)
from voicebot.understanding.rules.do_not_call import DO_NOT_CALL
from voicebot.understanding.rules.elsewhere import OTHER_PEOPLE, UNRELATED_QUESTIONS
from voicebot.understanding.rules.hearing import REPEAT
from voicebot.understanding.rules.interest import INTERESTED, NOT_INTERESTED
from voicebot.understanding.rules.machines import MACHINES
from voicebot.understanding.rules.person_or_robot import OPERATOR, ROBOT_CHECK
from voicebot.understanding.rules.postponing import CALL_LATER
from voicebot.understanding.rules.questions import WHO_IS_IT
from voicebot.understanding.rules.refusal import NO
from voicebot.understanding.rules.rule import Rule
from voicebot.understanding.rules.wishes import RESCHEDULE, SUBSCRIBE
from voicebot.understanding.rules.word_classes import WORD_CLASSES
from voicebot.understanding.rules.wrong_number import WRONG_NUMBER

RULES: tuple[Rule, ...] = (
    *MACHINES,
    *DO_NOT_CALL,
    *WRONG_NUMBER,
    *TRANSFER_ALLOWED,
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
