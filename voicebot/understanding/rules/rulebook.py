"""All rules, in order of precedence."""

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
from voicebot.understanding.rules.wishes import (
    CALL_LATER,
    INTERESTED,
    NOT_INTERESTED,
    RESCHEDULE,
    SUBSCRIBE,
)

RULES: tuple[Rule, ...] = (
    *MACHINES,
    *DO_NOT_CALL,
    *WRONG_NUMBER,
    *OPERATOR,
    *ROBOT_CHECK,
    *WHO_IS_IT,
    *CONSENT_IN_NEGATIVE,
    *RESCHEDULE,
    *SUBSCRIBE,
    *CALL_LATER,
    *NOT_INTERESTED,
    *REPEAT,
    *INTERESTED,
    *NO,
    *YES,
)
"""What a person must not be ignored in stands first: «не звоните» before «нет»."""
