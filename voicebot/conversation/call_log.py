"""A call's timeline in the log: what an operator needs to follow one call by its id.

The timeline tells all of a call; the log tells that it happened, when, and how long it
took. So every event of a timeline is a line of the log by the same name, at the level
that stands here, and without what the persons said, pressed and are called.
"""

import logging
import re
from collections.abc import Mapping

from voicebot.conversation.events import (
    AgentAnswered,
    AgentLeft,
    AnswererJudged,
    CallAnswered,
    CallBegun,
    CallEnded,
    CallEvent,
    KeysTaken,
    MessageNotSent,
    MessageSent,
    RecognizerReplaced,
    ReplyStarted,
    SilenceTaken,
    TransferTried,
    TurnTaken,
    WebhookCalled,
)
from voicebot.scenario.actions import (
    Action,
    AddToDoNotCall,
    EnterNode,
    RecordOutcome,
    ScheduleCallback,
    Transfer,
)

logger = logging.getLogger(__name__)

_LEVELS: Mapping[type, int] = {
    **dict.fromkeys(
        (
            *(CallBegun, CallAnswered, AnswererJudged, CallEnded),
            *(TurnTaken, KeysTaken, SilenceTaken, ReplyStarted),
            *(Transfer, TransferTried, AgentAnswered, AgentLeft),
            *(WebhookCalled, MessageSent),
            *(RecordOutcome, ScheduleCallback, AddToDoNotCall),
        ),
        logging.INFO,
    ),
    **dict.fromkeys((RecognizerReplaced, MessageNotSent), logging.WARNING),
}
"""Every other event is for whoever looks for a fault: debug."""

_WORDS_BEGIN = re.compile(r":| \(in «")
"""`why` names what decided, and then the words by which it did."""


class CallLog:
    """Of one call; knows at which node of the scenario the talk is."""

    def __init__(self) -> None:
        self._node = ""

    def tell(
        self, fact: CallEvent | Action, at_s: float, record: Mapping[str, object]
    ) -> None:
        """Log an event or an action, whose fields the timeline's `record` holds."""
        level = _LEVELS.get(type(fact), logging.DEBUG)
        if isinstance(fact, EnterNode):
            self._node = fact.node
        if not logger.isEnabledFor(level):
            return
        facts = {"at_s": at_s, "node": self._node, **record}
        del facts["event"]
        if "why" in facts:
            facts["why"] = what_decided(str(facts["why"]))
        logger.log(level, event_name(type(fact)), extra=facts)


def event_name(kind: type) -> str:
    """A timeline event's name in the log.

    >>> event_name(CallAnswered)
    'call_answered'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def what_decided(why: str) -> str:
    """Without the words that were heard, or were taken for those.

    >>> what_decided("sounds like: перезвоните завтра")
    'sounds like'
    """
    return _WORDS_BEGIN.split(why, maxsplit=1)[0]
