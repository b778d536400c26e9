"""A scenario: one dialogue graph, frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr
from typing_extensions import override

from voicebot.scenario.block import Block
from voicebot.scenario.document import line_of
from voicebot.scenario.node import Node
from voicebot.scenario.options import Options, Voice
from voicebot.scenario.problem import Place
from voicebot.scenario.reply import Reply
from voicebot.scenario.slot import Slot
from voicebot.scenario.template import Template

Name = Annotated[str, Field(min_length=1, max_length=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file a scenario was read from; lines count from 1."""

    path: Path = Path()
    content_hash: str = ""
    lines: Mapping[Place, int] = field(default_factory=dict)


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
    defaults: Options = Field(
        default_factory=Options, description="options of every node"
    )
    start: Name | None = Field(default=None, description="the first node")
    nodes: Mapping[Name, Node] = Field(min_length=1, description="by name")

    _source: Source = PrivateAttr(default_factory=Source)

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
        """SHA-256 of the file, in hex."""
        return self._source.content_hash

    @property
    def first(self) -> str:
        """Where a talk starts: `start`, else the first node of the file."""
        return self.start or next(iter(self.nodes))

    def line_of(self, place: Place) -> int:
        return line_of(self._source.lines, place)
