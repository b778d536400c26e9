"""How far a campaign has come, in figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.attempt import AttemptResult

_CONTACTS = text("""
SELECT listed.list, listed.contacts, waiting.*, live.*
FROM (
    SELECT count(*) AS waiting, count(*) FILTER (WHERE next_at <= :now) AS due,
           min(next_at) AS next_at
    FROM contacts
    WHERE campaign_id = :id AND finished_at IS NULL AND next_at IS NOT NULL
      AND NOT is_claimed
) AS waiting
CROSS JOIN (
    SELECT count(*) AS claimed, count(dialled_at) AS dialled
    FROM leases WHERE campaign_id = :id
) AS live
LEFT JOIN (
    SELECT list, count(*) AS contacts FROM contacts
    WHERE campaign_id = :id GROUP BY list
) AS listed ON true
""")
"""One statement, so that the counts are of one moment; the indexes hold them all."""
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
    rows = (await connection.execute(_CONTACTS, asked)).all()
    counts = rows[0]
    contacts = sum(row.contacts or 0 for row in rows)
    results: dict[AttemptResult, int] = {}
    hours: dict[datetime, int] = {}
    for hour, result, count in await connection.execute(_ATTEMPTS, asked):
        named = AttemptResult(result)
        results[named] = results.get(named, 0) + count
        hours[hour] = hours.get(hour, 0) + count
    return Progress(
        contacts=contacts,
        finished=contacts - counts.waiting - counts.claimed,
        due=counts.due,
        claimed=counts.claimed,
        dialled=counts.dialled,
        next_at=counts.next_at,
        lists={row.list: row.contacts for row in rows if row.list is not None},
        results=results,
        hours=hours,
    )
