"""What the robot says to silence, to what it did not understand, and to anyone."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from voicebot.i18n import _
from voicebot.scenario.block import Block
from voicebot.scenario.template import Template

HANG_UP = "hang_up"
"""The target that ends the call."""

Target = Annotated[str, Field(min_length=1)]
"""A node's name, or `hang_up`."""


class Reply(Block):
    """A text, and where the talk goes on; without `go` the same question stands."""

    shorthand: ClassVar[str | None] = "say"

    say: Template | None = None
    go: Target | None = None
    outcome: str | None = None

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if self.say is None and self.go is None:
            raise ValueError(_("a reply needs a text or a node to go to"))
        return self

    def over(self, base: "Reply | None") -> "Reply":
        """This reply, with what it does not say taken from `base`."""
        if base is None:
            return self
        written = {name: getattr(self, name) for name in self.model_fields_set}
        return base.model_copy(update=written)
