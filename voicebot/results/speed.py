"""How fast a campaign goes now, and when it may be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.store.progress import Progress, progress_of

LOOKED_BACK = timedelta(minutes=10)
"""Shorter, a rate would jump with every call; longer, it would tell of another hour."""

_LATELY = text("""
SELECT (SELECT count(*) FROM attempts WHERE campaign_id = :id AND at >= :since),
       (SELECT min(at) FROM attempts WHERE campaign_id = :id),
       (SELECT count(*) FROM contacts
        WHERE campaign_id = :id AND finished_at >= :since),
       (SELECT count(*) FROM contacts
        WHERE campaign_id = :id AND finished_at IS NULL AND list IS NULL),
       (SELECT max(next_at) FROM contacts
        WHERE campaign_id = :id AND finished_at IS NULL AND list IS NULL)
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """A campaign at one moment.

    Rates are of the last ten minutes, or since the first attempt if that is later.
    `done_at` is when everybody is in some list if it goes on like that, and not before
    the last one who is planned; None where nobody was finished lately. Who waits to be
    called anew is in a list already.
    """

    progress: Progress
    attempts_per_min: float
    finished_per_min: float
    done_at: datetime | None


async def speed_of(
    connection: AsyncConnection, campaign_id: int, now: datetime
) -> Speed:
    progress = await progress_of(connection, campaign_id, now)
    asked = {"id": campaign_id, "since": now - LOOKED_BACK}
    found = await connection.execute(_LATELY, asked)
    attempts, first_at, finished, left, last_at = found.one()
    minutes = _minutes(now, first_at)
    rate = finished / minutes
    return Speed(
        progress=progress,
        attempts_per_min=attempts / minutes,
        finished_per_min=rate,
        done_at=_done_at(left, rate, now, last_at),
    )


def _minutes(now: datetime, first_at: datetime | None) -> float:
    """Of the time looked back on; one at least."""
    since = now - LOOKED_BACK if first_at is None else max(first_at, now - LOOKED_BACK)
    return max((now - since) / timedelta(minutes=1), 1.0)


def _done_at(
    left: int, per_min: float, now: datetime, last_at: datetime | None
) -> datetime | None:
    if left == 0 or per_min == 0:
        return None
    done_at = now + timedelta(minutes=left / per_min)
    return done_at if last_at is None else max(done_at, last_at)
