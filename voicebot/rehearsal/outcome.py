"""What a talk came to, read off its record."""

from datetime import datetime
from itertools import pairwise

from voicebot.rehearsal.expectation import HungUpBy
from voicebot.rehearsal.record import Exchange, TalkRecord
from voicebot.scenario.actions import (
    AddToDoNotCall,
    ScheduleCallback,
    SendMessage,
    Transfer,
    WriteFields,
)
from voicebot.scenario.events import CallerGone, TransferEnded


def callback_at(record: TalkRecord) -> datetime | None:
    """The last promise to call again."""
    promised = [
        action.at for action in record.actions if isinstance(action, ScheduleCallback)
    ]
    return promised[-1] if promised else None


def transferred_to(record: TalkRecord) -> str | None:
    """Who the caller was joined to; of several agents, the last."""
    joined = [
        before.waits_for.to
        for before, then in pairwise(record.exchanges)
        if isinstance(before.waits_for, Transfer) and _is_connected(then)
    ]
    return joined[-1] if joined else None


def _is_connected(exchange: Exchange) -> bool:
    return exchange.event == TransferEnded(is_connected=True)


def is_on_do_not_call(record: TalkRecord) -> bool:
    return any(isinstance(action, AddToDoNotCall) for action in record.actions)


def messages(record: TalkRecord) -> tuple[SendMessage, ...]:
    return tuple(action for action in record.actions if isinstance(action, SendMessage))


def slots(record: TalkRecord) -> dict[str, str]:
    """Every slot at the end; within a subdialog, its own stand over those around it."""
    values: dict[str, str] = {}
    for frame in record.state.frames:
        values.update(frame.slots)
    return {**values, **record.state.slots}


def fields(record: TalkRecord) -> dict[str, str]:
    """The fields of the CRM; a later value replaces an earlier one."""
    written: dict[str, str] = {}
    for action in record.actions:
        if isinstance(action, WriteFields):
            written.update(action.fields)
    return written


def hung_up_by(record: TalkRecord) -> HungUpBy | None:
    """None: the talk ended with a transfer, or did not end."""
    if isinstance(record.exchanges[-1].event, CallerGone):
        return HungUpBy.CALLER
    if not record.state.is_over or _is_connected(record.exchanges[-1]):
        return None
    return HungUpBy.ROBOT
