"""What a node's key is: one file a key under `nodes/`, found by walking there."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from voicebot.scenario.batch import Batch
from voicebot.scenario.block import Block
from voicebot.scenario.events import Event
from voicebot.scenario.flow import Flow
from voicebot.scenario.hearing import Hearing
from voicebot.scenario.options import Voice
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.template import Template, Variants


class ExitKind(StrEnum):
    """What makes the talk take an exit."""

    ANSWER = "answer"
    CHOICE = "choice"
    RESULT = "result"
    DIRECT = "direct"
    FAILURE = "failure"
    SILENCE = "silence"
    NOMATCH = "nomatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """A way out of a node; `place` is where it stands, from the node down.

    `fills` are slots that surely have a value where it is taken.
    """

    target: str
    kind: ExitKind
    label: str
    place: Place
    fills: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Its name within the node: `on.yes`, `choose.0`, `goto`."""
        return exit_id(self.place)


def exit_id(place: Place) -> str:
    """The name of the exit that stands at `place` of a node.

    >>> exit_id(("on_noinput", 1, "go"))
    'on_noinput.1'
    """
    parts = place[:-1] if place[-1] == "go" else place
    return ".".join(str(part) for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A text that a node may speak; `place` is where it stands, from the node down."""

    text: Template
    place: Place
    voice: Voice | None = None
    audio: str | None = None


class Step(Block, ABC):
    """One key of a node: its fields, its exits and what it does.

    A node does its steps by rising `order`, whatever their order in the file.
    `example` is the YAML of a whole node. `closes` tells that nothing of the node
    comes after it; `ends_by_itself`, that the call may end right after it.
    """

    key: ClassVar[str]
    order: ClassVar[int]
    example: ClassVar[str]
    closes: ClassVar[bool] = False
    ends_by_itself: ClassVar[bool] = False

    @property
    def is_last(self) -> bool:
        """Whether nothing of the node comes after this step, as it is written."""
        return self.closes

    def hearings(self) -> Iterable[Hearing]:
        """What it awaits from the caller; nothing for a step that does not listen."""
        return ()

    @property
    def question(self) -> Variants:
        """What a reprompt may ask again."""
        return ()

    def exits(self) -> Iterable[Exit]:
        """Ways out of the node that this step opens."""
        return ()

    def spoken(self) -> Iterable[Spoken]:
        """Texts that this step may speak."""
        return ()

    def recordings(self) -> Iterable[tuple[Place, str]]:
        """Files that it may play, beside the scenario's, and where it names them."""
        return ()

    def inner_texts(self) -> Iterable[tuple[Place, Template]]:
        """Texts with slots that are not spoken."""
        return ()

    def read_slots(self) -> Iterable[tuple[Place, str]]:
        """Slots that decide something here, beside those in texts."""
        return ()

    def written_slots(self) -> frozenset[str]:
        """Slots that this step may give a value."""
        return frozenset()

    def filled_slots(self) -> frozenset[str]:
        """Those of them that surely have a value after this step."""
        return frozenset()

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Outcomes that this step may record."""
        return ()

    @abstractmethod
    def enter(self, batch: Batch) -> Flow:
        """Do it."""

    def resume(self, batch: Batch, event: Event) -> Flow:
        """Take an event that came while this step waited; others wait on."""
        return self.enter(batch)
