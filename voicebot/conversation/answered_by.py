"""What the verdict on who answered means for the attempt."""

from collections.abc import Iterable
from dataclasses import replace

from sip.leg import Disposition, Ended
from voicebot.answering.verdict import Announcement, Answerer
from voicebot.conversation.events import AnswererJudged, CallEvent

_ANNOUNCED = {
    Announcement.UNAVAILABLE: Disposition.UNAVAILABLE,
    Announcement.BUSY: Disposition.BUSY,
    Announcement.NO_SUCH_NUMBER: Disposition.INVALID_NUMBER,
}

_NOT_REACHED = {Answerer.INTERCEPT, Answerer.TONE}


def last_judged(events: Iterable[CallEvent]) -> AnswererJudged | None:
    """The verdict that held to the end."""
    judged = [event for event in events if isinstance(event, AnswererJudged)]
    return judged[-1] if judged else None


def ended_as_announced(ended: Ended, events: Iterable[CallEvent]) -> Ended:
    """The same end, as the operator's announcement or tone tells it.

    A network that answers a call in order to say «абонент недоступен», or that says so
    before the answer and leaves it to us to hang up, has not reached anybody.
    """
    judged = last_judged(events)
    if judged is None or judged.announcement is None:
        return ended
    if Answerer(judged.answerer) not in _NOT_REACHED:
        return ended
    announcement = Announcement(judged.announcement)
    return replace(
        ended,
        disposition=_ANNOUNCED[announcement],
        reason=f"announced: {announcement.value.replace('_', ' ')}",
    )
