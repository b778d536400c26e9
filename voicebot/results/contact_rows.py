"""Contacts as they leave the database: one at a time, however many there are."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, Text, func, select
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.attempt import AttemptResult
from voicebot.results.answer_rows import last_fields
from voicebot.store.tables import ATTEMPTS, CONTACTS, PHONES

ROWS_AT_ONCE = 1000
"""How many the server hands over at a time: what is held in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """A person and how far the campaign came with them; all moments are aware.

    `list` is where they ended or wait to be called anew. `last_*` are of the last
    attempt, None before any. `zone` is where their first number may be. `fields` are what
    talks wrote into their card, the last value of each.
    """

    contact_id: int
    numbers: tuple[str, ...]
    region: str
    zone: str
    slots: Mapping[str, str]
    list: str | None
    next_at: datetime | None
    attempts: int
    talked_s: float
    last_at: datetime | None
    last_result: AttemptResult | None
    last_outcome: str | None
    fields: Mapping[str, str]


async def slot_names(connection: AsyncConnection, campaign_id: int) -> tuple[str, ...]:
    """All that any contact brought, in the order of the alphabet."""
    name = func.jsonb_object_keys(CONTACTS.c.slots).label("name")
    found = await connection.execute(
        select(name)
        .distinct()
        .where(CONTACTS.c.campaign_id == campaign_id)
        .order_by(name)
    )
    return tuple(found.scalars())


async def contact_rows(
    connection: AsyncConnection, campaign_id: int, only_list: str | None = None
) -> AsyncIterator[ContactRow]:
    """In the order in which they were added; `only_list` leaves those of one list."""
    query = _contacts(campaign_id)
    if only_list is not None:
        query = query.where(CONTACTS.c.list == only_list)
    streamed = await connection.stream(
        query, execution_options={"yield_per": ROWS_AT_ONCE}
    )
    async for row in streamed.mappings():
        result = row["last_result"]
        yield ContactRow(
            **{
                **row,
                "numbers": tuple(row["numbers"] or ()),
                "last_result": AttemptResult(result) if result else None,
            }
        )


def _contacts(campaign_id: int) -> "Select[*tuple[Any, ...]]":
    phones, calls = _phones(campaign_id), _calls(campaign_id)
    return (
        select(
            CONTACTS.c.id.label("contact_id"),
            phones.c.numbers,
            func.coalesce(phones.c.region, "").label("region"),
            func.coalesce(phones.c.zone, "UTC").label("zone"),
            CONTACTS.c.slots,
            CONTACTS.c.list,
            CONTACTS.c.next_at,
            func.coalesce(calls.c.attempts, 0).label("attempts"),
            func.coalesce(calls.c.talked_s, 0.0).label("talked_s"),
            calls.c.last_at,
            calls.c.last_result,
            calls.c.last_outcome,
            last_fields().label("fields"),
        )
        .outerjoin(phones, phones.c.contact_id == CONTACTS.c.id)
        .outerjoin(calls, calls.c.contact_id == CONTACTS.c.id)
        .where(CONTACTS.c.campaign_id == campaign_id)
        .order_by(CONTACTS.c.id)
    )


def _phones(campaign_id: int) -> Subquery:
    ordered = PHONES.c.place
    return (
        select(
            PHONES.c.contact_id,
            _ordered(PHONES.c.number, ordered).label("numbers"),
            _first(PHONES.c.region, ordered).label("region"),
            _first(PHONES.c.zones[0].astext, ordered).label("zone"),
        )
        .join(CONTACTS, CONTACTS.c.id == PHONES.c.contact_id)
        .where(CONTACTS.c.campaign_id == campaign_id)
        .group_by(PHONES.c.contact_id)
        .subquery()
    )


def _calls(campaign_id: int) -> Subquery:
    latest = ATTEMPTS.c.at.desc()
    return (
        select(
            ATTEMPTS.c.contact_id,
            func.count().label("attempts"),
            func.sum(ATTEMPTS.c.talked_s).label("talked_s"),
            func.max(ATTEMPTS.c.at).label("last_at"),
            _first(ATTEMPTS.c.result, latest).label("last_result"),
            _first(ATTEMPTS.c.outcome, latest).label("last_outcome"),
        )
        .where(ATTEMPTS.c.campaign_id == campaign_id)
        .group_by(ATTEMPTS.c.contact_id)
        .subquery()
    )


def _first(column: "ColumnElement[Any]", order: "ColumnElement[Any]") -> Any:
    """Of a group, the value that comes first by `order`."""
    return _ordered(column, order)[1]


def _ordered(column: "ColumnElement[Any]", order: "ColumnElement[Any]") -> Any:
    return func.array_agg(aggregate_order_by(column, order), type_=ARRAY(Text))
