"""A campaign's last calls, and what was usual before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.attempt import Attempt
from voicebot.campaign.breakers import SIZES
from voicebot.campaign.call_shares import INSTANT_S, CallShares, Measure, Share
from voicebot.store.attempts import ATTEMPT, FACTS
from voicebot.store.tables import ATTEMPTS

_USUAL_FROM = 2000
"""So many calls before the last ones tell what is usual."""

_TOLD = "jsonb_typeof(state_before) IS DISTINCT FROM 'object'"
"""Whose end somebody told: nothing is kept to go back to."""

_USUAL = text(f"""
SELECT count(*) AS calls,
       count(*) FILTER (WHERE result = 'failed') AS failed,
       count(*) FILTER (WHERE result = 'machine') AS machines,
       count(*) FILTER (WHERE result = 'answered') AS talks,
       count(*) FILTER (WHERE result = 'answered' AND hung_up AND talked_s < :instant_s)
           AS instant,
       count(*) FILTER (WHERE result = 'answered' AND turns > 0) AS spoken,
       coalesce(sum(least(1.0, no_matches / turns::float))
           FILTER (WHERE result = 'answered' AND turns > 0), 0) AS no_match
FROM (
    SELECT result, hung_up, talked_s, turns, no_matches FROM attempts
    WHERE campaign_id = :campaign_id AND at < :before AND {_TOLD}
    ORDER BY at DESC LIMIT :most
) AS earlier
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentCalls:
    """Oldest first, without those whose end nobody told.

    That a machine died is no fault of the campaign.
    """

    calls: Sequence[Attempt]
    usual: CallShares


async def recent_calls(
    connection: AsyncConnection, campaign_id: int, since: datetime
) -> RecentCalls:
    """Those since `since`, as many as breakers look at."""
    found = await connection.execute(
        select(*FACTS)
        .where(
            ATTEMPTS.c.campaign_id == campaign_id,
            ATTEMPTS.c.at >= since,
            text(_TOLD),
        )
        .order_by(ATTEMPTS.c.at.desc())
        .limit(SIZES[-1])
    )
    calls = [ATTEMPT.validate_python(dict(row)) for row in found.mappings()]
    calls.reverse()
    before = calls[0].at if calls else since
    return RecentCalls(calls=calls, usual=await _usual(connection, campaign_id, before))


async def _usual(
    connection: AsyncConnection, campaign_id: int, before: datetime
) -> CallShares:
    asked = {
        "campaign_id": campaign_id,
        "before": before,
        "most": _USUAL_FROM,
        "instant_s": INSTANT_S,
    }
    row = (await connection.execute(_USUAL, asked)).one()
    return CallShares(
        {
            Measure.FAILED: Share(count=row.failed, of=row.calls),
            Measure.NO_MATCH: Share(count=row.no_match, of=row.spoken),
            Measure.MACHINE: Share(count=row.machines, of=row.machines + row.talks),
            Measure.INSTANT_HANG_UP: Share(count=row.instant, of=row.talks),
        }
    )
