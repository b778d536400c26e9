"""Who is being called, by whom: one row a live call, gone with its outcome."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.rules import CampaignRules, HouseRules
from voicebot.store.outcomes import CallEnd, settle
from voicebot.store.running import rules_of_campaign

logger = logging.getLogger(__name__)

_DIALLED = text("""
UPDATE leases SET dialled_at = :at, alive_at = :at
WHERE id = :id AND dialled_at IS NULL
  AND NOT EXISTS (
      SELECT FROM phones JOIN do_not_call USING (number)
      WHERE phones.contact_id = leases.contact_id)
  AND EXISTS (
      SELECT FROM campaigns
      WHERE campaigns.id = leases.campaign_id AND status = 'running')
""")
_ALIVE = text("UPDATE leases SET alive_at = :at WHERE holder = :holder RETURNING id")
_SILENT = text("""
SELECT * FROM leases WHERE alive_at < :silent_since AND id > :after
ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
""")
_RELEASE = text("""
WITH gone AS (
    DELETE FROM leases WHERE id = ANY(:ids) AND dialled_at IS NULL RETURNING contact_id
)
UPDATE contacts SET is_claimed = false FROM gone WHERE contacts.id = gone.contact_id
""")

UNREADABLE = CampaignRules(name="", scenario="")
"""By which a call ends whose campaign's own rules cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """`dialled_at` is None until the call began.

    `alive_at` is when its holder was last heard of.
    """

    id: int
    number: str
    contact_id: int
    campaign_id: int
    trunk: str
    holder: str
    claimed_at: datetime
    dialled_at: datetime | None
    alive_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """Leases by what became of them: `released` ones were never dialled."""

    released: int = 0
    failed: int = 0


async def note_dialled(
    connection: AsyncConnection, lease_id: int, at: datetime
) -> bool:
    """To be asked, and committed, right before a call begins; False: it must not.

    So the lease was recovered or dialled already, its campaign does not run any more, or
    a number of the contact has just been forbidden.
    """
    noted = await connection.execute(_DIALLED, {"id": lease_id, "at": at})
    return noted.rowcount == 1


async def keep_alive(
    connection: AsyncConnection, holder: str, at: datetime
) -> frozenset[int]:
    """Of the holder's leases those that it has still: the others were recovered."""
    kept = await connection.execute(_ALIVE, {"holder": holder, "at": at})
    return frozenset(kept.scalars())


async def release(connection: AsyncConnection, *lease_ids: int) -> int:
    """How many were given back: their contacts are due again. Dialled ones stay."""
    released = await connection.execute(_RELEASE, {"ids": list(lease_ids)})
    return released.rowcount


async def recover(
    engine: AsyncEngine, now: datetime, silent_s: float, house: HouseRules
) -> Recovered:
    """Leases whose holder was not heard of for `silent_s` are its no longer.

    Of a call that was dialled nobody knows the fate: it counts as an attempt that failed.
    Each lease has a transaction of its own, and several may recover at once.
    """
    done, lease_id = Recovered(), 0
    silent_since = now - timedelta(seconds=silent_s)
    while True:
        asked = {"silent_since": silent_since, "after": lease_id}
        try:
            async with engine.begin() as connection:
                row = (await connection.execute(_SILENT, asked)).mappings().first()
                if row is None:
                    return done
                lease_id = row["id"]
                done = await _recovered(connection, Lease(**row), house, done)
        except DBAPIError:
            raise
        except Exception:
            # One contact that the rules cannot read stops no other; it is tried again.
            logger.exception("lease_unrecoverable", extra={"lease_id": lease_id})


async def _recovered(
    connection: AsyncConnection, lease: Lease, house: HouseRules, done: Recovered
) -> Recovered:
    if lease.dialled_at is None:
        await release(connection, lease.id)
        return replace(done, released=done.released + 1)
    rules = await rules_of_campaign(connection, lease.campaign_id)
    attempt = Attempt(
        at=lease.dialled_at, phone=lease.number, result=AttemptResult.FAILED
    )
    end = CallEnd(
        lease_id=lease.id,
        attempt=attempt,
        rules=rules or UNREADABLE,
        house=house,
        is_presumed=True,
    )
    await settle(connection, end)
    return replace(done, failed=done.failed + 1)
