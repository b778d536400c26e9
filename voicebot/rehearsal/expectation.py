"""What a talk must have come to."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, StrictBool, WithJsonSchema

from voicebot.i18n import _
from voicebot.rehearsal.moves import Text, Texts, listed
from voicebot.scenario.block import Block


def parse_moment(value: Any) -> Any:
    """Read ISO 8601 with its offset.

    Raises:
        ValueError: it is something else.
    """
    if isinstance(value, datetime):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError(
            _(
                '"{value}" is no time with an offset; write one like'
                " 2026-11-20T14:10+03:00"
            ).format(value=value)
        )
    return moment


Moment = Annotated[
    AwareDatetime,
    BeforeValidator(parse_moment),
    WithJsonSchema({"type": "string", "examples": ["2026-11-20T14:10+03:00"]}),
]


def _written(value: Any) -> Any:
    """A number or a truth value as its text, as a slot holds it."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case _:
            return value


SlotText = Annotated[
    str, BeforeValidator(_written, json_schema_input_type=str | int | float | bool)
]


class HungUpBy(StrEnum):
    """Who ended the call."""

    ROBOT = "robot"
    CALLER = "caller"


class MessageSent(Block):
    """A message that goes out; `text` need only be part of it."""

    shorthand: ClassVar[str | None] = "text"

    text: Text
    channel: Text | None = None
    to: Text | None = None


Messages = Annotated[
    tuple[MessageSent, ...],
    BeforeValidator(listed, json_schema_input_type=str | tuple[MessageSent, ...]),
]


class Expectation(Block):
    """What holds when the talk is over; what is not written may be anything."""

    outcome: Text | None = Field(default=None, description="the talk's result")
    callback_at: Moment | Literal[False] | None = Field(
        default=None, description="when a call is promised; false: none is"
    )
    path: Texts | None = Field(
        default=None, description="nodes in order; … stands for any between"
    )
    slots: Mapping[str, SlotText | None] = Field(
        default_factory=dict, description="values at the end; empty: no value"
    )
    fields: Mapping[str, SlotText] = Field(
        default_factory=dict, description="CRM fields written"
    )
    transferred_to: Text | Literal[False] | None = Field(
        default=None, description="who the caller was joined to; false: nobody"
    )
    do_not_call: StrictBool | None = Field(
        default=None, description="whether the number is never called again"
    )
    messages: Messages | None = Field(
        default=None, description="all messages sent, in order; []: none"
    )
    hung_up_by: HungUpBy | None = Field(default=None, description="robot or caller")
