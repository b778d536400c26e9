"""What JSON goes in and out: frozen, and refusing keys it does not know."""

import re
from typing import Annotated
from unicodedata import category

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from voicebot.i18n import _

_SPACES = re.compile(r"[\n\t\r]")
_UNREADABLE = ("Cc", "Cs")
"""Control characters, NUL among them, and halves of a letter."""

LARGEST_ID = 2**63 - 1


class Shape(BaseModel):
    """A JSON object."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _without_control(text: str) -> str:
    if any(category(letter) in _UNREADABLE for letter in _SPACES.sub("", text)):
        raise ValueError(_("it holds control characters; remove them"))
    return text


Text = Annotated[str, AfterValidator(_without_control)]
"""What a database and a person can read."""

CampaignName = Annotated[Text, Path(min_length=1, max_length=200)]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class ProblemShape(BaseModel):
    """RFC 9457; `detail` is a sentence that says what to do."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    errors: list["ComplaintShape"] | None = None


class ComplaintShape(BaseModel):
    """One of several things wrong, and where."""

    where: str
    detail: str
