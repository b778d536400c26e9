"""Leads as JSON: people whom another system wants to be called."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StrictBool, model_validator

from voicebot.contacts.record_table import text_of
from voicebot.i18n import _
from voicebot.web.lead import Lead
from voicebot.web.problem import Kind, RequestRefused
from voicebot.web.shape import Shape, Text

Cell = Text | StrictBool | int | Annotated[float, Field(allow_inf_nan=False)] | None
SlotName = Annotated[Text, Field(min_length=1, max_length=100)]
SlotValue = Annotated[Cell, Field(union_mode="left_to_right")]
NumberText = Annotated[Text, Field(min_length=1, max_length=100)]
MOST_SLOTS = 200
LONGEST_VALUE = 10_000


class LeadShape(Shape):
    """A person to be called.

    `key` is the sender's own name for the lead: sent twice, it is one contact. `zone` is a
    time zone, region or city, where the number does not tell. `not_before` puts the
    first call off.
    """

    number: NumberText | None = None
    numbers: tuple[NumberText, ...] = Field(default=(), max_length=20)
    slots: dict[SlotName, SlotValue] = Field(
        default_factory=dict, max_length=MOST_SLOTS
    )
    key: Annotated[Text, Field(min_length=1, max_length=200)] | None = None
    zone: Annotated[Text, Field(max_length=100)] | None = None
    priority: Annotated[int, Field(ge=-1000, le=1000)] | None = None
    not_before: AwareDatetime | None = None

    @model_validator(mode="after")
    def _has_a_number(self) -> Self:
        if self.number is None and not self.numbers:
            raise ValueError(_("a lead has a telephone number; send it as number"))
        for name, value in self.slots.items():
            if isinstance(value, str) and len(value) > LONGEST_VALUE:
                sentence = _('the slot "{name}" is longer than {most} letters')
                raise ValueError(sentence.format(name=name, most=LONGEST_VALUE))
        return self

    def with_key(self, key: str | None) -> Lead:
        """With the key that a header names.

        Raises:
            RequestRefused: the body names another.
        """
        key = None if key is None else _as_sent(key)
        if key is not None and self.key not in {None, key}:
            sentence = _("Idempotency-Key and key differ; send one of them")
            raise RequestRefused(Kind.INVALID, sentence)
        return replace(self.lead, key=self.key or key or None)

    @property
    def lead(self) -> Lead:
        """What is to be kept."""
        first = () if self.number is None else (self.number,)
        return Lead(
            numbers=(*first, *self.numbers),
            slots=_texts(self.slots),
            key=self.key,
            zone=self.zone or "",
            priority=self.priority,
            not_before=self.not_before,
        )


class LeadAdded(Shape):
    """`is_new` false: the lead was sent before, or its number is being called already.

    `next_at` is the first moment at which they may be called; `notes` are sentences on
    what of the lead was left out.
    """

    id: int
    is_new: bool
    numbers: tuple[str, ...]
    next_at: datetime | None
    notes: tuple[str, ...] = ()


class LeadFault(Shape):
    """What of a lead cannot be taken."""

    where: str
    detail: str


class RowAnswer(Shape):
    """Of one lead of many, by its place from 1: an `id`, or `errors`."""

    row: int
    key: str | None
    id: int | None = None
    is_new: bool | None = None
    errors: tuple[LeadFault, ...] = ()


class BatchAnswer(Shape):
    """Leads that are refused keep out no others."""

    added: int
    known: int
    refused: int
    leads: tuple[RowAnswer, ...]


def _as_sent(header: str) -> str:
    """Headers are read as Latin-1, whatever their sender wrote them in (RFC 9110)."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _texts(slots: Mapping[str, Cell]) -> Mapping[str, str]:
    """As a cell of a table would hold them; empty ones are not kept."""
    texts = {name: text_of(value) for name, value in slots.items()}
    return {name: text for name, text in texts.items() if text}
