"""Sums over the attempts of a campaign."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Integer, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.attempt import AttemptResult
from voicebot.results.results import HourCount
from voicebot.store.tables import ATTEMPTS, PHONES


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """All of them; moments are None before the first."""

    count: int
    talked_s: float
    first_at: datetime | None
    last_at: datetime | None


async def calls_of(connection: AsyncConnection, campaign_id: int) -> Calls:
    found = await connection.execute(
        select(
            func.count(),
            func.coalesce(func.sum(ATTEMPTS.c.talked_s), 0.0),
            func.min(ATTEMPTS.c.at),
            func.max(ATTEMPTS.c.at),
        ).where(ATTEMPTS.c.campaign_id == campaign_id)
    )
    count, seconds, first_at, last_at = found.one()
    return Calls(
        count=count,
        talked_s=float(seconds),
        first_at=first_at,
        last_at=last_at,
    )


async def counted_by(
    connection: AsyncConnection, campaign_id: int, column: "Column[str]"
) -> Mapping[str, int]:
    """Attempts by what `column` holds, the most frequent first; NULL is not counted."""
    count = func.count()
    found = await connection.execute(
        select(column, count)
        .where(ATTEMPTS.c.campaign_id == campaign_id, column.is_not(None))
        .group_by(column)
        .order_by(count.desc(), column)
    )
    return {row[0]: row[1] for row in found}


async def hours_of(
    connection: AsyncConnection, campaign_id: int
) -> tuple[HourCount, ...]:
    """Attempts by the hour of the called number's first possible zone; no empty hours.

    A number that the contact has no longer counts in universal time.
    """
    hour = cast(
        func.extract("hour", func.timezone(zone_of_call(), ATTEMPTS.c.at)), Integer
    )
    answered = ATTEMPTS.c.result == AttemptResult.ANSWERED.value
    found = await connection.execute(
        select(hour.label("hour"), func.count(), func.count().filter(answered))
        .where(ATTEMPTS.c.campaign_id == campaign_id)
        .group_by("hour")
        .order_by("hour")
    )
    return tuple(
        HourCount(hour=hour, attempts=attempts, answered=answered)
        for hour, attempts, answered in found.all()
    )


def zone_of_call() -> ColumnElement[str]:
    """Where an attempt's number is, by its first possible zone."""
    zone = (
        select(PHONES.c.zones[0].astext)
        .where(
            PHONES.c.contact_id == ATTEMPTS.c.contact_id,
            PHONES.c.number == ATTEMPTS.c.phone,
        )
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(zone, "UTC")
