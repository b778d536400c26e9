"""How far a campaign has come, in figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.attempt import AttemptResult

_CONTACTS = text("""
SELECT list, finished_at IS NOT NULL, count(*) FROM contacts
WHERE campaign_id = :id GROUP BY 1, 2
""")
_WAITING = text("""
SELECT count(*) FILTER (WHERE next_at <= :now), min(next_at) FROM contacts
WHERE campaign_id = :id AND finished_at IS NULL AND next_at IS NOT NULL
  AND NOT is_claimed
""")
_LIVE = text("""
SELECT count(*), count(dialled_at) FROM leases WHERE campaign_id = :id
""")
_ATTEMPTS = text("""
SELECT date_trunc('hour', at), result, count(*) FROM attempts
WHERE campaign_id = :id GROUP BY 1, 2 ORDER BY 1
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Of `contacts`, `finished` are done, `claimed` in a call or about to be.

    `due` may be called now as far as the campaign's own plan goes, `next_at` is when the
    first of those who wait is planned. `lists` count whoever stands in one, also those
    who will be called anew. `hours` are attempts by the UTC hour that they began in.
    """

    contacts: int
    finished: int
    due: int
    claimed: int
    dialled: int
    next_at: datetime | None
    lists: Mapping[str, int]
    results: Mapping[AttemptResult, int]
    hours: Mapping[datetime, int]

    @property
    def waiting(self) -> int:
        return self.contacts - self.finished - self.claimed

    @property
    def attempts(self) -> int:
        return sum(self.results.values())


async def progress_of(
    connection: AsyncConnection, campaign_id: int, now: datetime
) -> Progress:
    asked = {"id": campaign_id, "now": now}
    lists: dict[str, int] = {}
    contacts = finished = 0
    for name, is_finished, count in await connection.execute(_CONTACTS, asked):
        contacts += count
        finished += count if is_finished else 0
        if name is not None:
            lists[name] = lists.get(name, 0) + count
    results: dict[AttemptResult, int] = {}
    hours: dict[datetime, int] = {}
    for hour, result, count in await connection.execute(_ATTEMPTS, asked):
        named = AttemptResult(result)
        results[named] = results.get(named, 0) + count
        hours[hour] = hours.get(hour, 0) + count
    due, next_at = (await connection.execute(_WAITING, asked)).one()
    claimed, dialled = (await connection.execute(_LIVE, asked)).one()
    return Progress(
        contacts=contacts,
        finished=finished,
        due=due,
        claimed=claimed,
        dialled=dialled,
        next_at=next_at,
        lists=lists,
        results=results,
        hours=hours,
    )
