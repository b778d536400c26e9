"""When a scenario's people may be called, as its file writes it."""

from datetime import time
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from voicebot.i18n import _
from voicebot.scenario.block import Block
from voicebot.scenario.callback_moment import CALLS_FROM, CALLS_UNTIL, CallWindow

LAW_FROM, LAW_UNTIL = time(8), time(22)
"""No debtor is called outside of these hours on any day (230-FZ, article 7)."""


def _padded(given: Any) -> Any:
    """«9:00» is 09:00."""
    is_short = isinstance(given, str) and given[1:2] == ":"
    return f"0{given}" if is_short else given


Clock = Annotated[
    time,
    BeforeValidator(_padded),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"}),
]


class CallHours(Block):
    """From `opens` to before `closes`, by the contact's own clock."""

    opens: Clock = Field(
        default=CALLS_FROM,
        ge=LAW_FROM,
        description="the first minute to call at",
        json_schema_extra={"default": "9:00"},
    )
    closes: Clock = Field(
        default=CALLS_UNTIL,
        le=LAW_UNTIL,
        description="nobody is called from then on",
        json_schema_extra={"default": "20:00"},
    )

    @model_validator(mode="after")
    def _is_open(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError(
                _(
                    "call_window opens at {opens:%H:%M}, which is not before {closes:%H:%M}; "
                    "write an earlier one"
                ).format(opens=self.opens, closes=self.closes)
            )
        return self

    @property
    def window(self) -> CallWindow:
        return CallWindow(opens=self.opens, closes=self.closes)
