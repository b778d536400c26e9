"""A scenario: one dialogue graph, frozen."""

import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, PrivateAttr
from typing_extensions import override

from voicebot.scenario.answering import Answering
from voicebot.scenario.block import Block
from voicebot.scenario.call_hours import CallHours
from voicebot.scenario.node import Node
from voicebot.scenario.options import Options, Voice
from voicebot.scenario.reading.allowances import Allowance
from voicebot.scenario.reading.document import Spot, mark_of
from voicebot.scenario.reading.problem import Mark, Place
from voicebot.scenario.reply import HANG_UP, Reply
from voicebot.scenario.slot import Slot
from voicebot.scenario.template import Template

Made = TypeVar("Made")

Name = Annotated[str, Field(min_length=1, max_length=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file a scenario was read from, and where everything stands in it.

    `allowances` are the warnings of `voicebot check` that it allows.
    """

    path: Path = Path()
    content_hash: str = ""
    spots: Mapping[Place, Spot] = field(default_factory=dict)
    allowances: tuple[Allowance, ...] = ()


class Scenario(Block):
    """One dialogue graph."""

    scenario: Name = Field(description="the name by which it is called")
    title: str = Field(default="", description="what managers read")
    language: str = Field(default="ru", pattern="^[a-z]{2}$", description="ru, ko, …")
    voice: Voice | None = Field(default=None, description="who speaks")
    about: Template | None = Field(
        default=None, description="who calls and why: the answer to «кто это?»"
    )
    slots: Mapping[Name, Slot] = Field(
        default_factory=dict, description="what a contact brings, or the talk fills in"
    )
    outcomes: Mapping[Name, str] = Field(
        default_factory=dict, description="results of a talk, as managers read them"
    )
    phrases: Mapping[Name, tuple[str, ...]] = Field(
        default_factory=dict, description="further phrases of intents, here only"
    )
    globals: Mapping[Name, Reply | Literal[False]] = Field(
        default_factory=dict,
        description="replies to intents at every node; false switches one off",
    )
    answering: Answering = Field(
        default_factory=Answering,
        description="the node to go to when no person answered; otherwise the call ends",
    )
    call_window: CallHours = Field(
        default_factory=CallHours,
        description="when a call may be promised, by the contact's clock",
    )
    defaults: Options = Field(
        default_factory=Options, description="options of every node"
    )
    start: Name | None = Field(default=None, description="the first node")
    nodes: Mapping[Name, Node] = Field(min_length=1, description="by name")

    _source: Source = PrivateAttr(default_factory=Source)
    _parts: dict[str, "Scenario"] = PrivateAttr(default_factory=dict)
    _kept: dict[Hashable, Any] = PrivateAttr(default_factory=dict)

    @override
    def model_post_init(self, context: Any, /) -> None:
        if isinstance(context, Source):
            self._source = context

    @property
    def name(self) -> str:
        return self.scenario

    @property
    def path(self) -> Path:
        return self._source.path

    @property
    def content_hash(self) -> str:
        """SHA-256 of the file, and of its subdialogs' if it has any, in hex."""
        if not self._parts:
            return self._source.content_hash
        hashes = [part.content_hash for part in self._parts.values()]
        whole = "".join([self._source.content_hash, *hashes])
        return hashlib.sha256(whole.encode()).hexdigest()

    @property
    def allowances(self) -> tuple[Allowance, ...]:
        return self._source.allowances

    @property
    def parts(self) -> Mapping[str, "Scenario"]:
        """Subdialogs by the `src` under which the file names them."""
        return self._parts

    def take_part(self, src: str, part: "Scenario") -> None:
        """Bind a subdialog; only the loader does so, before any talk begins."""
        self._parts[src] = part

    @property
    def all_phrases(self) -> Mapping[str, tuple[str, ...]]:
        """Its own phrases and those of its subdialogs: one talk understands them all."""
        found = dict(self.phrases)
        for part in self._parts.values():
            for intent, texts in part.all_phrases.items():
                found[intent] = tuple(dict.fromkeys([*found.get(intent, ()), *texts]))
        return found

    @property
    def paths(self) -> tuple[Path, ...]:
        """Its file and those of its subdialogs, each once."""
        own = [path for part in self._parts.values() for path in part.paths]
        return tuple(dict.fromkeys([self.path, *own]))

    def kept(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, made at the first asking; for what never changes.

        Two threads may both make it; they get equal values.
        """
        if key not in self._kept:
            self._kept[key] = make()
        made: Made = self._kept[key]
        return made

    @property
    def first(self) -> str:
        """Where a talk starts: `start`, else the first node of the file."""
        return self.start or next(iter(self.nodes))

    def node_for(self, answerer: str) -> str | None:
        """Where the talk goes when this answered; None where the call ends."""
        target = self.answering.targets.get(answerer)
        return None if target == HANG_UP else target

    def line_of(self, place: Place) -> int:
        return self.position_of(place).line

    def position_of(self, place: Place, *, is_value: bool = False) -> Mark:
        """Where the key of `place` stands in the file, or its value."""
        return mark_of(self._source.spots, place, is_value=is_value)
