"""A node: the options it changes, and its steps."""

import functools
import inspect
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from pydantic import Field, create_model, model_validator

from voicebot.i18n import _
from voicebot.scenario import nodes
from voicebot.scenario.discovery import classes_in
from voicebot.scenario.options import Options
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.step import Exit, Spoken, Step
from voicebot.scenario.template import Template, Variants


@functools.cache
def step_types() -> tuple[type[Step], ...]:
    """Every step by the order in which a node does them."""
    found = classes_in(nodes, Step)  # type: ignore[type-abstract]  # the base itself is what is asked for
    return tuple(sorted(found, key=lambda step: step.order))


class NodeBase(Options):
    """A place of the talk: what is done there, in a fixed order, and how to leave it."""

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if not self.steps:
            keys = ", ".join(step.key for step in step_types())
            raise ValueError(_("the node does nothing; write {keys}").format(keys=keys))
        return self

    @functools.cached_property
    def steps(self) -> tuple[Step, ...]:
        """What this node does, in order."""
        written = (getattr(self, step.key) for step in step_types())
        return tuple(step for step in written if step is not None)

    @functools.cached_property
    def steps_by_key(self) -> Mapping[str, Step]:
        return {step.key: step for step in self.steps}

    @property
    def questions(self) -> Variants:
        """What a reprompt repeats: the `ask` text, else the `say` text."""
        asked = self.steps_by_key.get("ask") or self.steps_by_key.get("say")
        return asked.question if asked else ()

    @property
    def waits(self) -> bool:
        """Whether the caller is listened to here."""
        return any(True for step in self.steps for _hearing in step.hearings())

    @property
    def exits(self) -> tuple[Exit, ...]:
        return tuple(exit_ for step in self.steps for exit_ in step.exits())

    @property
    def spoken(self) -> tuple[Spoken, ...]:
        return tuple(spoken for step in self.steps for spoken in step.spoken())

    @property
    def inner_texts(self) -> tuple[tuple[Place, Template], ...]:
        return tuple(text for step in self.steps for text in step.inner_texts())


def _description(step: type[Step]) -> str:
    return textwrap.dedent(inspect.getdoc(step) or "")


if TYPE_CHECKING:
    Node = NodeBase
else:  # one field a step type; type checkers see what all nodes share
    Node = create_model(
        "Node",
        __base__=NodeBase,
        __doc__=inspect.getdoc(NodeBase),
        **{
            step.key: (step | None, Field(default=None, description=_description(step)))
            for step in step_types()
        },
    )
