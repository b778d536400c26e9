"""How a campaign runs, as its file writes it: messages, breakers, money."""

from typing import ClassVar

from pydantic import Field
from pydantic.config import JsonDict

from voicebot.campaign.breakers import Breakers
from voicebot.campaign.costs import Costs
from voicebot.campaign.message import MessageText
from voicebot.campaign.reading.amounts import CallShare, Money
from voicebot.campaign.reading.spans import Times
from voicebot.scenario.block import Block
from voicebot.scenario.template import Template

_USUAL = Breakers()
NO_BREAKERS = Breakers(failed=None, no_match=None, machine=None, instant_hang_up=None)


def _percent(share: float | None) -> JsonDict:
    """The default as it is written, for the schema."""
    return {"default": "off" if share is None else f"{share:.0%}"}


class WrittenMessage(Block):
    """A text with slots, `{client_name}`; filters work as in scenarios."""

    shorthand: ClassVar[str | None] = "text"

    text: Template
    channel: str = Field(
        default="sms", min_length=1, description="one of the settings' `messages`"
    )

    @property
    def message(self) -> MessageText:
        return MessageText(text=self.text.source, channel=self.channel)


class WrittenBreakers(Block):
    """When the campaign pauses itself: by its last calls, as shares of them, or `off`."""

    failed: CallShare = Field(
        default=_USUAL.failed,
        description="so many calls failed on our side",
        json_schema_extra=_percent(_USUAL.failed),
    )
    no_match: CallShare = Field(
        default=_USUAL.no_match,
        description="so much more than usually is not understood",
        json_schema_extra=_percent(_USUAL.no_match),
    )
    machine: CallShare = Field(
        default=_USUAL.machine,
        description="so many more than usually are picked up by machines",
        json_schema_extra=_percent(_USUAL.machine),
    )
    instant_hang_up: CallShare = Field(
        default=_USUAL.instant_hang_up,
        description="so many more than usually hang up within 3 s",
        json_schema_extra=_percent(_USUAL.instant_hang_up),
    )
    sample: Times = Field(
        default=_USUAL.sample, description="fewer calls than these tell nothing"
    )

    @property
    def breakers(self) -> Breakers:
        return Breakers(**self.model_dump())


class WrittenCosts(Block):
    """Prices, in any one currency."""

    attempt: Money = Field(default=0.0, description="of each call dialled")
    minute: Money = Field(default=0.0, description="of a minute of talk, by the second")
    message: Money = Field(default=0.0, description="of a message sent")

    @property
    def costs(self) -> Costs:
        return Costs(**self.model_dump())
