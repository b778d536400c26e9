"""Answers as the database has them: fields that talks wrote into contacts' cards."""

from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, func, select, text, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.results.answers import Answers, in_order
from voicebot.store.tables import ATTEMPTS, CONTACTS

MOST_VALUES = 12
"""A field with more different values is for the exported file, not for a table."""
LONGEST_VALUE = 40
"""In letters; whoever says more speaks in their own words."""

_COUNTED = text("""
WITH last AS (
    SELECT DISTINCT ON (contact_id, key) key, value
    FROM attempts CROSS JOIN jsonb_each_text(fields)
    WHERE campaign_id = :id
    ORDER BY contact_id, key, at DESC, id DESC
), counted AS (
    SELECT key, value, count(*) AS people,
           count(*) OVER (PARTITION BY key) AS kinds,
           max(length(value)) OVER (PARTITION BY key) AS longest
    FROM last WHERE value <> '' GROUP BY key, value
)
SELECT key, value, people FROM counted
WHERE kinds <= :most AND longest <= :longest ORDER BY key
""")


async def answers_of(
    connection: AsyncConnection, campaign_id: int
) -> tuple[Answers, ...]:
    """Of each field that has few different values, in the order of the alphabet."""
    asked = {"id": campaign_id, "most": MOST_VALUES, "longest": LONGEST_VALUE}
    rows = (await connection.execute(_COUNTED, asked)).all()
    return tuple(
        Answers(
            field=field,
            people=in_order({value: people for _field, value, people in counted}),
        )
        for field, counted in groupby(rows, key=lambda row: row[0])
    )


async def field_names(connection: AsyncConnection, campaign_id: int) -> tuple[str, ...]:
    """All that any talk wrote, in the order of the alphabet."""
    name = func.jsonb_object_keys(ATTEMPTS.c.fields).label("name")
    found = await connection.execute(
        select(name)
        .distinct()
        .where(ATTEMPTS.c.campaign_id == campaign_id)
        .order_by(name)
    )
    return tuple(found.scalars())


def last_fields() -> ColumnElement[Any]:
    """Of the contact in the row: all fields in one object, the last value of each."""
    each = func.jsonb_each(ATTEMPTS.c.fields).table_valued("key", "value")
    written = each.lateral("written")
    by_time = aggregate_order_by(written.c.value, ATTEMPTS.c.at, ATTEMPTS.c.id)
    # Of equal keys the last one stays in a jsonb.
    whole = (
        select(func.jsonb_object_agg(written.c.key, by_time))
        .select_from(ATTEMPTS)
        .join(written, true())
        # Nothing of the campaign: its index, taken for each contact, reads all attempts.
        .where(ATTEMPTS.c.contact_id == CONTACTS.c.id)
        .correlate(CONTACTS)
        .scalar_subquery()
    )
    return func.coalesce(whole, func.jsonb_build_object())
