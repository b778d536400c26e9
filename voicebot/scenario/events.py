"""What the conversation tells the interpreter."""

from collections.abc import Mapping
from dataclasses import dataclass

from voicebot.understanding.meaning import Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnHeard:
    """The caller spoke and was understood (an `out_of_scope` intent is a no-match)."""

    meaning: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysPressed:
    """The caller pressed keys that the question waits for, or others (a no-match)."""

    keys: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceKept:
    """The caller said nothing for the question's no-input time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferEnded:
    """A transfer came to something, or to nothing and the caller is still here.

    Connected by a blind one, the caller is gone; by an attended one, the agent has
    talked to the caller, hung up first, and the caller is still here.
    """

    is_connected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookAnswered:
    """A webhook's reply: parsed JSON."""

    body: object


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookFailed:
    """No usable reply came; `reason` is for the log and the timeline."""

    is_timeout: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEnded:
    """The music has played as long as it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubdialogEnded:
    """A subdialog returned; only the interpreter itself tells of it."""

    result: str | None
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineAnswered:
    """No person answered but `by`, which listens now: a key of the scenario's `answering`."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerGone:
    """The caller hung up."""


Event = (
    TurnHeard
    | KeysPressed
    | SilenceKept
    | TransferEnded
    | WebhookAnswered
    | WebhookFailed
    | HoldEnded
    | SubdialogEnded
    | MachineAnswered
    | CallerGone
)
