"""What a talk came to, read off its record."""

from datetime import datetime

from voicebot.rehearsal.expectation import HungUpBy
from voicebot.rehearsal.record import TalkRecord
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
    """Who the caller was joined to."""
    before = record.exchanges[-2] if len(record.exchanges) > 1 else None
    match record.exchanges[-1].event, before and before.waits_for:
        case TransferEnded(is_connected=True), Transfer(to=to):
            return to
        case _:
            return None


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
    """None: the caller was joined to somebody, or the talk did not end."""
    if isinstance(record.exchanges[-1].event, CallerGone):
        return HungUpBy.CALLER
    if not record.state.is_over or transferred_to(record):
        return None
    return HungUpBy.ROBOT
