"""How a question is asked: what the scenario sets and any node may change."""

from typing import ClassVar

from pydantic import Field

from voicebot.scenario.actions import BargeIn
from voicebot.scenario.block import Block
from voicebot.scenario.duration import Seconds
from voicebot.scenario.reply import Reply
from voicebot.scenario.template import Template


class Voice(Block):
    """Who speaks; the engine's default voice where no speaker is named."""

    shorthand: ClassVar[str | None] = "speaker"

    speaker: str = Field(min_length=1)


class Options(Block):
    """How to speak and to wait. A node's own options stand over the scenario's.

    The times are those of VoiceXML 2.1 (section 6.3.2 and appendix D), shortened as
    people leave about 200 ms between their turns.
    """

    voice: Voice | None = Field(default=None, description="who speaks")
    barge_in: BargeIn = Field(
        default=BargeIn.SPEECH, description="how the caller may interrupt"
    )
    noinput: Seconds = Field(
        default=5.0,
        description="silence this long is a no-input",
        json_schema_extra={"default": "5s"},
    )
    complete_timeout: Seconds = Field(
        default=0.5,
        description="the turn ends: the text already matches a branch",
        json_schema_extra={"default": "500ms"},
    )
    incomplete_timeout: Seconds = Field(
        default=1.5,
        description="the turn ends: the text matches no branch yet",
        json_schema_extra={"default": "1500ms"},
    )
    max_speech: Seconds = Field(
        default=15.0,
        description="the longest turn",
        json_schema_extra={"default": "15s"},
    )
    interdigit_timeout: Seconds = Field(
        default=3.0,
        description="a number entered by keys is whole this long after its last key",
        json_schema_extra={"default": "3s"},
    )
    on_noinput: tuple[Reply, ...] | None = Field(
        default=None, description="replies to silence, one after the other"
    )
    on_nomatch: tuple[Reply, ...] | None = Field(
        default=None, description="replies to what was not understood, likewise"
    )
    on_ambiguous: Template | None = Field(
        default=None, description="said when two branches are too close"
    )
    ambiguity_margin: float = Field(
        default=0.1, ge=0, le=1, description="two branches are too close under this"
    )

    def under(self, own: "Options") -> "Options":
        """These options with what `own` sets explicitly laid over them."""
        names = own.model_fields_set & set(Options.model_fields)
        return self.model_copy(update={name: getattr(own, name) for name in names})
