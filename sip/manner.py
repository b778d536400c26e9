"""How a simulated subscriber behaves: what its command line says."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from sip.leg import Samples


class Reception(Enum):
    """What becomes of a call that rings here."""

    ANSWERS = auto()
    NEVER_ANSWERS = auto()
    IS_BUSY = auto()
    DECLINES = auto()
    IS_UNAVAILABLE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """An audio file, ready to be played."""

    name: str
    samples: Samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Keys to press, `0`-`9`, `*`, `#`."""

    digits: str


Utterance = Sound | Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Something to say or press, `at_s` seconds after the answer."""

    at_s: float
    utterance: Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """The same for every call of one subscriber.

    `replies` are given in order, each after the far end spoke and then was silent
    for `pause_s`. `hang_up_in_phrase` 2 hangs up while the far end says its second
    phrase. Times count from the answer.
    """

    reception: Reception = Reception.ANSWERS
    ring_s: float = 1.0
    early_media: Sound | None = None
    timed: tuple[Timed, ...] = ()
    replies: tuple[Utterance, ...] = ()
    pause_s: float = 0.7
    hang_up_after_s: float | None = None
    hang_up_in_phrase: int | None = None
    record: Path | None = None
