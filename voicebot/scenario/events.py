"""What the conversation tells the interpreter."""

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
    """The transfer was answered, or failed and the caller is still here."""

    is_connected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerGone:
    """The caller hung up."""


Event = TurnHeard | KeysPressed | SilenceKept | TransferEnded | CallerGone
