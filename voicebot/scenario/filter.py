"""What a filter is to a text: `{callback_at | spoken}`."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from voicebot.i18n import _
from voicebot.scenario.callback_moment import CALL_WINDOW, CallWindow
from voicebot.scenario.slot_type import SlotType

RUSSIAN = "ru"
"""Numbers and moments are worded in Russian only; elsewhere they come in figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a text is rendered in: values by name, the contact's time, a language.

    A call may be promised within `call_window`. `kinds` are the types of the slots that the scenario declares, `kind` that of the
    slot whose value is rendered.
    """

    values: Mapping[str, str]
    now: datetime
    language: str
    kinds: Mapping[str, SlotType] = field(default_factory=dict)
    kind: SlotType | None = None
    call_window: CallWindow = CALL_WINDOW


class Filter(ABC):
    """Turns a value, or the lack of one, into another.

    `example` is a whole expression. The class's docstring explains it to authors.
    """

    name: ClassVar[str]
    example: ClassVar[str]
    fills: ClassVar[bool] = False
    """Whether it gives a value where there was none."""

    def __init__(self, argument: str) -> None:
        """Take what follows the filter's name.

        Raises:
            ValueError: the argument cannot be used; the message says what to write.
        """
        self.argument = argument

    @abstractmethod
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        """Return the new value; None where there is none."""


class PlainFilter(Filter):
    """A filter that takes no argument and leaves no value as it is."""

    def __init__(self, argument: str) -> None:
        if argument:
            raise ValueError(
                _(
                    'the filter "{name}" takes nothing after it; remove "{argument}"'
                ).format(name=self.name, argument=argument)
            )
        super().__init__(argument)
