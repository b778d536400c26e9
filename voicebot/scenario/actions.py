"""What the interpreter asks the conversation to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voicebot.scenario.slot_type import SlotType


class BargeIn(StrEnum):
    """How the caller may interrupt a prompt."""

    OFF = "off"
    SPEECH = "speech"
    PHRASE = "phrase"
    KEYPAD_ONLY = "keypad_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveNode:
    """The talk took an exit of `node` towards `target`, a node or `hang_up`.

    `exit` is the exit's place within its node: `on.yes`, `transfer.failed`, `goto`.
    """

    node: str
    exit: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterNode:
    """The talk moved to a node; the node path is the list of these.

    A node of a subdialog has the subdialog's name before it: `survey/question`.
    """

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
    """A slot took a value, in the form that its type keeps (`scenario/value.py`).

    One of a subdialog has the subdialog's name before it: `satisfaction/score`.
    """

    slot: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteFields:
    """Write these into the contact's card in the customer's CRM."""

    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessage:
    """Send a text over a channel of the settings, such as `sms`.

    `to` is a number or an address; None is the person of this talk.
    """

    channel: str
    to: str | None
    text: str


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
class DigitInput:
    """A number entered by keys: done after `most` keys, `end_key`, or `gap_s` without one.

    `end_key` is no part of the number.
    """

    most: int
    gap_s: float
    end_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Wait for the caller's turn. Ends a batch of actions.

    `intents` are the branches and global intents that compete; `keys` are the key
    presses that lead somewhere. `collects` is what kind of value is an answer as
    well, `digits` how it is entered by keys.
    """

    node: str
    intents: tuple[str, ...]
    keys: frozenset[str]
    barge_in: BargeIn
    noinput_s: float
    complete_timeout_s: float
    incomplete_timeout_s: float
    max_speech_s: float
    collects: SlotType | None = None
    digits: DigitInput | None = None


class TransferHow(StrEnum):
    """How the caller gets to an agent: left to the network, or led there by the robot."""

    BLIND = "blind"
    ATTENDED = "attended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Hand the caller to `to` (a name in the settings or a SIP URI). Ends a batch.

    `hold` is a recording that plays until somebody answers. An attended one waits for
    a free line for `wait_s` at most, and says `whisper` to the agent alone.
    """

    to: str
    ring_s: float
    hold: str | None = None
    how: TransferHow = TransferHow.BLIND
    wait_s: float = 0.0
    whisper: Say | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWebhook:
    """Ask `to` (a name in the settings or an address) and wait. Ends a batch.

    `body` is sent as JSON. `hold` is a recording that plays meanwhile.
    """

    to: str
    body: Mapping[str, str]
    timeout_s: float
    hold: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Play a recording, again and again, for `duration_s`. Ends a batch."""

    audio: str
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUp:
    """End the call when everything was spoken. Ends a batch."""


Action = (
    LeaveNode
    | EnterNode
    | Say
    | SetSlot
    | WriteFields
    | SendMessage
    | ScheduleCallback
    | AddToDoNotCall
    | RecordOutcome
    | Listen
    | Transfer
    | CallWebhook
    | Hold
    | HangUp
)
