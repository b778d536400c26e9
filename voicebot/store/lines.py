"""What trunks carry now, and the pace of calls, over the whole system."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.pace import Pace
from voicebot.campaign.sharing import TrunkRoom

_TRUNKS = text("""
SELECT asked.name, pacing.free_at,
       (SELECT count(*) FROM leases WHERE leases.trunk = asked.name) AS live
FROM unnest(CAST(:names AS text[])) AS asked(name)
LEFT JOIN pacing ON pacing.key = 'trunk:' || asked.name
""")
_KEEP = text("""
INSERT INTO pacing (key, free_at, taken_at)
SELECT * FROM unnest(
    CAST(:keys AS text[]), CAST(:free_at AS timestamptz[]), CAST(:taken_at AS timestamptz[])
)
ON CONFLICT (key) DO UPDATE
SET free_at = coalesce(excluded.free_at, pacing.free_at), taken_at = excluded.taken_at
""")


async def trunk_rooms(
    connection: AsyncConnection, trunks: Sequence[TrunkBudget]
) -> tuple[TrunkRoom, ...]:
    """In the order of `trunks`; every lease by a trunk's name takes one of its lines."""
    asked = {"names": [trunk.name for trunk in trunks]}
    found = {row.name: row for row in await connection.execute(_TRUNKS, asked)}
    return tuple(
        TrunkRoom(
            name=trunk.name,
            lines=None if trunk.lines is None else trunk.lines - found[trunk.name].live,
            pace=Pace(calls_per_s=trunk.calls_per_s, free_at=found[trunk.name].free_at),
        )
        for trunk in trunks
    )


async def keep_paces(
    connection: AsyncConnection, begun: Mapping[str, Pace], at: Mapping[str, datetime]
) -> None:
    """For the claims that come next.

    `begun` are paces by key, `at` is when each of them has its last call begin.
    """
    rows = {
        "keys": list(at),
        "free_at": [begun[key].after(moment).free_at for key, moment in at.items()],
        "taken_at": list(at.values()),
    }
    await connection.execute(_KEEP, rows)


def campaign_key(campaign_id: int) -> str:
    return f"campaign:{campaign_id}"


def trunk_key(name: str) -> str:
    return f"trunk:{name}"
