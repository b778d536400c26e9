"""What the interpreter asks the conversation to do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BargeIn(StrEnum):
    """How the caller may interrupt a prompt."""

    OFF = "off"
    SPEECH = "speech"
    PHRASE = "phrase"
    KEYPAD_ONLY = "keypad_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterNode:
    """The talk moved to a node; the node path is the list of these."""

    node: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Speak. `fixed` tells that the text holds no slot, so it is rendered in advance.

    `audio` is a recorded file that replaces the synthesized text, relative to the
    scenario's folder.
    """

    text: str
    voice: str | None
    barge_in: BargeIn
    fixed: bool
    audio: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSlot:
    """A slot took a value; times are ISO 8601 with offset."""

    slot: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleCallback:
    """Call this person again at an aware time."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToDoNotCall:
    """Never call this number again, in any campaign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutcome:
    """The talk's result so far; a later one replaces it."""

    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Wait for the caller's turn. Ends a batch of actions.

    `intents` are the branches and global intents that compete; `keys` are the key
    presses that lead somewhere.
    """

    node: str
    intents: tuple[str, ...]
    keys: frozenset[str]
    barge_in: BargeIn
    noinput_s: float
    complete_timeout_s: float
    incomplete_timeout_s: float
    max_speech_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Hand the caller to `to` (a name in the settings or a SIP URI). Ends a batch."""

    to: str
    ring_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUp:
    """End the call when everything was spoken. Ends a batch."""


Action = (
    EnterNode
    | Say
    | SetSlot
    | ScheduleCallback
    | AddToDoNotCall
    | RecordOutcome
    | Listen
    | Transfer
    | HangUp
)
