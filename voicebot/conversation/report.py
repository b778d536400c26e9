"""What a call came to, read off its timeline."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from voicebot.conversation.answered_by import last_judged
from voicebot.conversation.events import (
    CallAnswered,
    CallBegun,
    CallEnded,
    CallEvent,
    MessageNotSent,
    MessageSent,
    NodeAction,
    ReplyStarted,
)
from voicebot.conversation.folder import AUDIO_NAME, TIMELINE_NAME
from voicebot.conversation.timeline import Entry
from voicebot.scenario.actions import (
    Action,
    AddToDoNotCall,
    EnterNode,
    RecordOutcome,
    ScheduleCallback,
    SetSlot,
    WriteFields,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedMessage:
    """A message of the call; `reason` is None where its gateway took it."""

    channel: str
    to: str
    text: str
    reason: str | None

    def record(self) -> Mapping[str, object]:
        return {
            "channel": self.channel,
            "to": self.to,
            "text": self.text,
            "is_sent": self.reason is None,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReport:
    """Everything a campaign needs to know of an ended call.

    `recording` is None for a call that was never answered. Latencies are seconds from
    the caller's last sound to the robot's first, a turn each, on the robot's side of
    the wire. `fields` are for the contact's card in the CRM. `answered_by` and
    `announcement` are words of `voicebot.answering.verdict`, None where nobody judged.
    """

    call_id: str
    scenario: str
    outcome: str | None
    end: CallEnded
    path: tuple[str, ...]
    slots: Mapping[str, str]
    callback_at: datetime | None
    do_not_call: bool
    turn_latencies_s: tuple[float, ...]
    duration_s: float
    recording: Path | None
    timeline: Path
    answered_by: str | None = None
    announcement: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    messages: tuple[ReportedMessage, ...] = ()

    def record(self) -> Mapping[str, object]:
        """The JSON object that `voicebot call --json` ends with."""
        return {
            "call_id": self.call_id,
            "scenario": self.scenario,
            "outcome": self.outcome,
            "disposition": self.end.disposition,
            "sip_code": self.end.sip_code,
            "reason": self.end.reason,
            "hung_up_by": self.end.hung_up_by,
            "answered_by": self.answered_by,
            "announcement": self.announcement,
            "path": list(self.path),
            "slots": dict(self.slots),
            "callback_at": self.callback_at.isoformat() if self.callback_at else None,
            "do_not_call": self.do_not_call,
            "fields": dict(self.fields),
            "messages": [message.record() for message in self.messages],
            "turn_latencies_s": [round(s, 3) for s in self.turn_latencies_s],
            "duration_s": round(self.duration_s, 3),
            "recording": str(self.recording) if self.recording else None,
            "timeline": str(self.timeline),
        }

    def save(self, path: Path) -> None:
        text = json.dumps(self.record(), ensure_ascii=False, indent=2)
        path.write_text(text + "\n", encoding="utf-8")


def report_of(entries: Sequence[Entry], *, call_id: str, folder: Path) -> CallReport:
    """Sum up a finished timeline: its first event begins the call, its last ends it."""
    begun, end = entries[0].event, entries[-1].event
    if not isinstance(begun, CallBegun) or not isinstance(end, CallEnded):
        raise TypeError("a timeline starts with CallBegun and ends with CallEnded")
    events = [entry.event for entry in entries]
    actions = [event.action for event in events if isinstance(event, NodeAction)]
    was_answered = any(isinstance(event, CallAnswered) for event in events)
    judged = last_judged(events)
    return CallReport(
        call_id=call_id,
        scenario=begun.scenario,
        outcome=_outcome(actions),
        end=end,
        path=tuple(action.node for action in actions if isinstance(action, EnterNode)),
        slots={**begun.slots, **_slots(actions)},
        callback_at=_callback_at(actions),
        do_not_call=any(isinstance(action, AddToDoNotCall) for action in actions),
        turn_latencies_s=tuple(
            event.latency_s for event in events if isinstance(event, ReplyStarted)
        ),
        duration_s=entries[-1].at_s,
        recording=folder / AUDIO_NAME if was_answered else None,
        timeline=folder / TIMELINE_NAME,
        answered_by=judged.answerer if judged else None,
        announcement=judged.announcement if judged else None,
        fields=_fields(actions),
        messages=tuple(_messages(events)),
    )


def _outcome(actions: Sequence[Action]) -> str | None:
    found = [action.outcome for action in actions if isinstance(action, RecordOutcome)]
    return found[-1] if found else None


def _slots(actions: Sequence[Action]) -> Mapping[str, str]:
    return {
        action.slot: action.value for action in actions if isinstance(action, SetSlot)
    }


def _fields(actions: Sequence[Action]) -> Mapping[str, str]:
    """A later value of a field replaces the former."""
    written: dict[str, str] = {}
    for action in actions:
        if isinstance(action, WriteFields):
            written.update(action.fields)
    return written


def _messages(events: Sequence[CallEvent]) -> Iterator[ReportedMessage]:
    for event in events:
        match event:
            case MessageSent(channel=channel, to=to, text=text):
                yield ReportedMessage(channel=channel, to=to, text=text, reason=None)
            case MessageNotSent(channel=channel, to=to, text=text, reason=reason):
                yield ReportedMessage(channel=channel, to=to, text=text, reason=reason)
            case _:
                continue


def _callback_at(actions: Sequence[Action]) -> datetime | None:
    found = [action.at for action in actions if isinstance(action, ScheduleCallback)]
    return found[-1] if found else None
