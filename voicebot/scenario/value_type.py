"""What a slot's type is: one file a type under `values/`, found by walking there."""

from abc import ABC, abstractmethod
from datetime import datetime
from enum import Enum, auto
from typing import ClassVar

from voicebot.scenario.filter import Surroundings
from voicebot.scenario.slot_type import SlotType
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.spoken_time.word_forms import word_set
from voicebot.understanding.words import spoken_words


class Wholeness(Enum):
    """How much of a value an utterance holds so far."""

    NOTHING = auto()
    PART = auto()
    """A beginning: six digits of a telephone number, or a code that may be longer."""
    MAY_GO_ON = auto()
    """A value that people often add to after a breath: «завтра» … «в десять»."""
    WHOLE = auto()


_BEFORE_TIMES = word_set(
    "через после к ко в во с со от до около раньше позже перезвоните позвоните наберите"
)


def tells_time(meaning: Meaning) -> bool:
    """Whether a number in it is an hour: «перезвоните в пять», «через два часа».

    «минут двадцать» may answer how long something took.
    """
    if meaning.time is None:
        return False
    return not _BEFORE_TIMES.isdisjoint(spoken_words(meaning.text))


class ValueType(ABC):
    """One type of slot. The class's docstring explains it to authors.

    `example` is a value as it is kept; `most_keys`, how many keys one may have, 0
    where keys cannot give it; `intents` are answers that are values by themselves,
    which must compete when such a value is asked for. `is_long` values are dictated:
    of several readings of one none is to be trusted, as each errs elsewhere.
    """

    kind: ClassVar[SlotType]
    example: ClassVar[str]
    most_keys: ClassVar[int] = 0
    intents: ClassVar[tuple[str, ...]] = ()
    is_long: ClassVar[bool] = False

    @abstractmethod
    def complaint(self, text: str) -> str | None:
        """What is wrong with a value that a contact brings, or None."""

    @abstractmethod
    def said(self, meaning: Meaning, now: datetime) -> str | None:
        """The value, as it is kept, that the caller named; None if they named none."""

    def pressed(self, _keys: str, _now: datetime) -> str | None:
        """The value that the keys give, likewise."""
        return None

    @abstractmethod
    def wholeness(self, meaning: Meaning, most: int) -> Wholeness:
        """How much of a value was said; `most` digits are all that are awaited."""

    def spoken(self, value: str, _around: Surroundings) -> str:
        """The value as people say it; what cannot be read stays as it is."""
        return value
