"""What stands in the `talk` of a test: one move a line, by the robot or another."""

import functools
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from voicebot.i18n import _
from voicebot.rehearsal.answered_move import AnsweredMove
from voicebot.scenario.block import Block
from voicebot.scenario.duration import Seconds

_KEYS = re.compile("^[0-9*#A-D]{1,32}$")


def listed(value: Any) -> Any:
    """One text stands for a list of it."""
    match value:
        case str():
            return (value,)
        case None | tuple() | list():
            return value
        case _:
            raise ValueError(_("write text in quotes, or a list of texts"))


def _pressed(value: Any) -> str:
    """One digit needs no quotes; of more, YAML would drop a leading zero."""
    is_digit = type(value) is int and value in range(10)
    keys = str(value) if is_digit else value
    if not isinstance(keys, str) or not _KEYS.match(keys):
        raise ValueError(
            _('"{value}" are no keys; write digits, * and # in quotes').format(
                value=value
            )
        )
    return keys


Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(listed, json_schema_input_type=Text | tuple[Text, ...]),
]
"""One text, or a list of them."""

Keys = Annotated[str, BeforeValidator(_pressed, json_schema_input_type=str | int)]


class RobotMove(Block):
    """What the robot must have said since the last move of anybody else.

    Words are compared: case, «ё», punctuation and spaces are not; `…` stands for any
    words between.
    """

    shorthand: ClassVar[str | None] = "says"

    says: Texts = Field(default=(), description="all of this")
    says_not: Texts = Field(default=(), alias="not", description="none of this")
    within: Seconds | None = Field(
        default=None,
        description="the robot must begin so soon; measured with --audio only",
    )

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        if not (self.says or self.says_not or self.within):
            raise ValueError(_("write what the robot says, does not say, or how soon"))
        return self


class CallerMove(Block):
    """What the caller does: speaks, presses keys or hangs up."""

    shorthand: ClassVar[str | None] = "says"

    says: Text | None = Field(default=None, description="words")
    keys: Keys | None = Field(
        default=None, description="keys pressed, one after the other"
    )
    hangs_up: Literal[True] | None = Field(default=None, description="puts it down")
    after: Seconds | None = Field(
        default=None,
        description="this long after the robot began, over its words (barge-in)",
    )
    means: Text | None = Field(
        default=None, description="the intent that the words must be taken for"
    )

    @model_validator(mode="after")
    def _does_one_thing(self) -> Self:
        done = [thing for thing in (self.says, self.keys, self.hangs_up) if thing]
        if len(done) != 1:
            raise ValueError(_("the caller does one of: says, keys, hangs_up"))
        if self.means and not self.says:
            raise ValueError(_("only words mean something; write says"))
        return self


class TransferResult(StrEnum):
    """How a transfer ends."""

    CONNECTED = "connected"
    FAILED = "failed"


class WebhookFailure(StrEnum):
    """How a webhook gives no usable answer."""

    FAILED = "failed"
    TIMED_OUT = "timed_out"


class WebhookMove(Block):
    """How a webhook ends: `failed`, `timed_out`, or with the answer in `answers`.

    `to` and `send` are what the scenario must have asked; other keys it may send too.
    """

    shorthand: ClassVar[str | None] = "result"

    result: WebhookFailure | None = Field(default=None, description="no usable answer")
    answers: Any = Field(default=None, description="the JSON that comes back")
    to: Text | None = Field(default=None, description="the webhook that is asked")
    send: Mapping[str, str] = Field(default_factory=dict, description="what it is sent")

    @model_validator(mode="after")
    def _ends_in_one_way(self) -> Self:
        if (self.result is None) == ("answers" not in self.model_fields_set):
            raise ValueError(_("a webhook ends in one of: answers, failed, timed_out"))
        return self


Move = RobotMove | CallerMove | TransferResult | WebhookMove | AnsweredMove | int
"""What an item of a talk holds; a number is that many silences in a row."""


_MOST_SILENCES = 100


def _silences(value: Any) -> int:
    if value is True:
        return 1
    if type(value) is not int or not 1 <= value <= _MOST_SILENCES:
        raise ValueError(_("silence is true, or how many in a row: 2"))
    return value


Silences = Annotated[
    int, BeforeValidator(_silences, json_schema_input_type=Literal[True] | int)
]


class TalkItem(Block):
    """One move; exactly one of the keys."""

    model_config = ConfigDict(
        json_schema_extra={"minProperties": 1, "maxProperties": 1}
    )

    bot: RobotMove | None = Field(default=None, description="what the robot said")
    caller: CallerMove | None = Field(default=None, description="what the caller does")
    silence: Silences | None = Field(
        default=None, description="the caller says nothing, once or so often"
    )
    transfer: TransferResult | None = Field(
        default=None, description="how it ends; connected, where nothing is written"
    )
    webhook: WebhookMove | None = Field(default=None, description="how it ends")
    answered: AnsweredMove | None = Field(
        default=None, description="no person answers but this; the first move of all"
    )

    @model_validator(mode="after")
    def _is_one_move(self) -> Self:
        if len(self._written) != 1:
            known = ", ".join(type(self).model_fields)
            raise ValueError(
                _("one move a line; begin each with - and one of: {keys}").format(
                    keys=known
                )
            )
        return self

    @functools.cached_property
    def move(self) -> Move:
        return self._written[0]

    @property
    def _written(self) -> list[Move]:
        moves: tuple[Move | None, ...] = (
            self.bot,
            self.caller,
            self.silence,
            self.transfer,
            self.webhook,
            self.answered,
        )
        return [move for move in moves if move is not None]
