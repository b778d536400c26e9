"""A rehearsed talk as people read it, a line for each thing that happened."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from voicebot.i18n import _
from voicebot.rehearsal.record import Exchange, TalkRecord
from voicebot.scenario.action_lines import action_line
from voicebot.scenario.actions import Say
from voicebot.scenario.events import (
    CallerGone,
    Event,
    KeysPressed,
    MachineAnswered,
    SilenceKept,
    TransferEnded,
    TurnHeard,
    WebhookAnswered,
    WebhookFailed,
)


class Speaker(Enum):
    """Whose line it is."""

    ROBOT = auto()
    CALLER = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptLine:
    """One line; notes are what happens beside the words."""

    speaker: Speaker
    text: str


def transcript(
    record: TalkRecord, exchanges: int | None = None
) -> Iterator[TranscriptLine]:
    """The talk, or its first `exchanges`."""
    for exchange in record.exchanges[:exchanges]:
        if exchange.event is not None:
            yield from _event_lines(exchange.event)
        yield from _robot_lines(exchange)


def plain_lines(record: TalkRecord, exchanges: int | None = None) -> Iterator[str]:
    """The transcript without colours."""
    names = speaker_names()
    width = max(len(name) for name in names.values()) + 1
    for line in transcript(record, exchanges):
        name = names[line.speaker]
        yield f"{name + ':' if name else '':<{width}} {line.text}"


def speaker_names() -> dict[Speaker, str]:
    return {
        Speaker.ROBOT: _("robot"),
        Speaker.CALLER: _("caller"),
        Speaker.NOTE: "",
    }


def _event_lines(event: Event) -> Iterator[TranscriptLine]:
    match event:
        case TurnHeard(meaning=meaning):
            yield _said(Speaker.CALLER, meaning.text or _("(no words)"))
            yield _note(f"{meaning.intent} {meaning.confidence:.2f}: {meaning.why}")
        case KeysPressed(keys=keys):
            yield _said(Speaker.CALLER, _("[keys {keys}]").format(keys=keys))
        case SilenceKept():
            yield _said(Speaker.CALLER, _("[silence]"))
        case CallerGone():
            yield _said(Speaker.CALLER, _("[hangs up]"))
        case _:
            yield from _outer_lines(event)


def _outer_lines(event: Event) -> Iterator[TranscriptLine]:
    """What comes from elsewhere than the caller."""
    match event:
        case MachineAnswered(by=by):
            yield _note(_("no person answered but: {by}").format(by=by))
        case TransferEnded(is_connected=is_connected):
            yield _note(_("joined") if is_connected else _("nobody answers"))
        case WebhookAnswered(body=body):
            answer = json.dumps(body, ensure_ascii=False)
            yield _note(_("the webhook answers {body}").format(body=answer))
        case WebhookFailed(is_timeout=is_timeout):
            yield _note(
                _("the webhook times out") if is_timeout else _("the webhook fails")
            )
        case _:
            pass


def _robot_lines(exchange: Exchange) -> Iterator[TranscriptLine]:
    for action in exchange.actions:
        if isinstance(action, Say):
            yield _said(Speaker.ROBOT, action.text or f"[{action.audio}]")
            continue
        text = action_line(action)
        if text is not None:
            yield _note(text)


def _said(speaker: Speaker, text: str) -> TranscriptLine:
    return TranscriptLine(speaker=speaker, text=text)


def _note(text: str) -> TranscriptLine:
    return TranscriptLine(speaker=Speaker.NOTE, text=text)
