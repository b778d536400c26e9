"""Contacts as JSON: how far the campaign came with a person."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from voicebot.campaign.attempt import AttemptResult
from voicebot.web.contact_rows import KnownContact, Wanted
from voicebot.web.numbers import one_number
from voicebot.web.shape import LARGEST_ID, Shape, Text

MOST = 1000


class PhoneShape(Shape):
    """`zones` are all time zones that the number may be in."""

    number: str
    zones: tuple[str, ...]
    region: str


class AttemptShape(Shape):
    """One dialled call; `outcome` is the scenario's word for what the talk came to.

    `fields` are what the talk wrote into the contact's card.
    """

    id: int
    at: datetime
    number: str
    result: AttemptResult
    outcome: str | None
    rang_s: float
    talked_s: float
    promised_at: datetime | None
    is_do_not_call: bool
    trunk: str
    call_folder: str
    fields: dict[str, str]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        told = {name: row[name] for name in cls.model_fields if name != "number"}
        return cls(number=row["phone"], **told)


class AttemptOfContact(AttemptShape):
    """With whose it is: the contact, the keys of its leads, the list it stands in now."""

    contact_id: int
    keys: tuple[str, ...]
    list: str | None


class AttemptPage(Shape):
    """By their beginning; `next` is what to send as `since`.

    The last ones come again then, and calls that began before but ended since come late:
    they are told apart by their ids.
    """

    attempts: tuple[AttemptOfContact, ...]
    next: datetime | None


class AttemptFilter(Shape):
    """Calls that began since a moment, and how many at once."""

    since: AwareDatetime = Field(
        default=datetime(2000, 1, 1, tzinfo=UTC), description="начатые не раньше"
    )
    limit: int = Field(default=100, ge=1, le=MOST)


class ContactShape(Shape):
    """`is_calling` while a call is being made; `list` is where the contact ended.

    `next_at` is when the next call is planned, `promised_at` when one was asked for.
    """

    id: int
    campaign: str
    keys: tuple[str, ...]
    phones: tuple[PhoneShape, ...]
    slots: dict[str, str]
    priority: int
    list: str | None
    is_calling: bool
    attempts_made: int
    next_at: datetime | None
    promised_at: datetime | None
    finished_at: datetime | None
    added_at: datetime

    @classmethod
    def of(cls, known: KnownContact) -> Self:
        state = known.state
        return cls(
            id=known.id,
            campaign=known.campaign,
            keys=known.keys,
            phones=tuple(
                PhoneShape(number=one.number, zones=one.zones, region=one.region)
                for one in state.phones
            ),
            slots=dict(known.slots),
            priority=state.priority,
            list=state.list,
            is_calling=known.dialled_at is not None,
            attempts_made=state.dialled.total,
            next_at=state.next_at,
            promised_at=state.promised_at,
            finished_at=state.finished_at,
            added_at=known.added_at,
        )


class ContactFilter(Shape):
    """Which contacts of a campaign, and how many at once."""

    after: int = Field(default=0, ge=0, le=LARGEST_ID, description="id, после которого")
    limit: int = Field(default=100, ge=1, le=MOST)
    list: Text | None = Field(default=None, max_length=200, description="их список")
    key: Text | None = Field(default=None, max_length=200, description="ключ заявки")
    number: Text | None = Field(default=None, max_length=100)

    @property
    def wanted(self) -> Wanted:
        """What to ask the database for; a number must be one."""
        number = None if self.number is None else one_number(self.number)
        return Wanted(
            after=self.after,
            most=self.limit,
            list=self.list,
            key=self.key,
            number=number,
        )


class ContactPage(Shape):
    """In the order in which they were added; `next` is what to send as `after`."""

    contacts: tuple[ContactShape, ...]
    next: int | None


class ContactTold(Shape):
    """Everything of one contact; `why_not_now` are sentences, none: they may be called."""

    contact: ContactShape
    attempts: tuple[AttemptShape, ...]
    why_not_now: tuple[str, ...]

    @classmethod
    def told(
        cls,
        known: KnownContact,
        attempts: Iterable[Mapping[str, Any]],
        why_not_now: tuple[str, ...],
    ) -> Self:
        return cls(
            contact=ContactShape.of(known),
            attempts=tuple(map(AttemptShape.of, attempts)),
            why_not_now=why_not_now,
        )


class Cancellation(Shape):
    """The list that the contact ends in; without one it is «отменён»."""

    list: Text = Field(default="отменён", min_length=1, max_length=100)


class NumberTold(Shape):
    """Why a number is not called, in each campaign that has it."""

    number: str
    is_forbidden: bool
    contacts: tuple[ContactTold, ...]
