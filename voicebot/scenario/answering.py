"""Where a talk goes when no person answered."""

from collections.abc import Mapping

from pydantic import Field

from voicebot.scenario.block import Block


class Answering(Block):
    """Nodes by who answered instead of a person."""

    machine: str | None = Field(default=None, description="an answering machine")
    secretary: str | None = Field(
        default=None, description="a virtual secretary that takes messages"
    )
    screening: str | None = Field(
        default=None, description="an assistant that asks who calls before it connects"
    )
    menu: str | None = Field(
        default=None, description="an office's menu, queue or closing hours"
    )
    intercept: str | None = Field(
        default=None, description="the operator's announcement"
    )
    fax: str | None = Field(default=None, description="a fax")
    tone: str | None = Field(default=None, description="a busy or dial tone")

    @property
    def targets(self) -> Mapping[str, str]:
        """The nodes (or `hang_up`) that are written, by what answered."""
        return {by: target for by, target in self if target is not None}
