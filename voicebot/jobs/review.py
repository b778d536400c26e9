"""Looks at every campaign: whether it must pause, has ended, or goes on again."""

import functools
import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from voicebot.campaign.breakers import tripped
from voicebot.campaign.rules import CampaignRules
from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.jobs.recent_calls import recent_calls
from voicebot.store.campaigns import (
    CampaignRow,
    CampaignStatus,
    campaign_by_id,
    rules_of,
    set_status,
)

logger = logging.getLogger(__name__)

_IS_WAITED = """EXISTS (
    SELECT FROM contacts WHERE campaign_id = campaigns.id
    AND finished_at IS NULL AND next_at IS NOT NULL AND NOT is_claimed
)"""
_LOOKED_AT = text(f"""
SELECT id FROM campaigns
WHERE status = 'running' OR status = 'finished' AND {_IS_WAITED} ORDER BY id
""")
_IS_OVER = text(f"""
SELECT EXISTS (SELECT FROM contacts WHERE campaign_id = campaigns.id)
       AND NOT {_IS_WAITED}
       AND NOT EXISTS (SELECT FROM leases WHERE campaign_id = campaigns.id)
FROM campaigns WHERE id = :id
""")
_UNCHANGED = text("""
SELECT FROM campaigns
WHERE id = :id AND status = :status AND revision = :revision AND status_at = :status_at
FOR UPDATE
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of a campaign; `why` is a sentence for people."""

    status: CampaignStatus
    why: str = ""


async def review_campaigns(engine: AsyncEngine, now: datetime) -> int:
    """How many were changed. Several may look at once: each change is made once.

    Whatever somebody orders meanwhile stays as it was ordered.
    """
    async with engine.connect() as connection:
        numbers = (await connection.execute(_LOOKED_AT)).scalars().all()
    changed = 0
    for number in numbers:
        async with engine.begin() as connection:
            changed += await _reviewed(connection, number, now)
    return changed


async def _reviewed(
    connection: AsyncConnection, campaign_id: int, now: datetime
) -> bool:
    row = await campaign_by_id(connection, campaign_id)
    change = None if row is None else await _change(connection, row, now)
    if row is None or change is None or not await _is_unchanged(connection, row):
        return False
    await set_status(connection, row.id, change.status, why=change.why, now=now)
    told = {"campaign": row.name, "to": change.status, "why": change.why}
    logger.warning("campaign_changed", extra=told)
    return True


async def _change(
    connection: AsyncConnection, row: CampaignRow, now: datetime
) -> Change | None:
    match row.status:
        case CampaignStatus.RUNNING:
            return await _of_running(connection, row, now)
        case CampaignStatus.FINISHED:
            return _of_finished(row, now)
        case _:
            return None


async def _of_running(
    connection: AsyncConnection, row: CampaignRow, now: datetime
) -> Change | None:
    try:
        rules = _rules(row.rules)
    except CampaignError as error:
        return Change(status=CampaignStatus.PAUSED, why=str(error))
    if rules.schedule.has_ended(now):
        why = _("its last day is over (`ends`)")
        return Change(status=CampaignStatus.FINISHED, why=why)
    found = await recent_calls(connection, row.id, row.status_at)
    trip = tripped(found.calls, found.usual, rules.breakers)
    if trip is not None:
        return Change(status=CampaignStatus.PAUSED, why=trip.sentence)
    is_over = await connection.execute(_IS_OVER, {"id": row.id})
    if is_over.scalar_one():
        why = _("all contacts are finished")
        return Change(status=CampaignStatus.FINISHED, why=why)
    return None


def _of_finished(row: CampaignRow, now: datetime) -> Change | None:
    """Contacts that came since are called: a campaign may live on what a CRM brings."""
    try:
        rules = _rules(row.rules)
    except CampaignError:
        return None
    has_ended = rules.schedule.has_ended(now)
    return None if has_ended else Change(status=CampaignStatus.RUNNING)


@functools.lru_cache(256)
def _rules(written: str) -> CampaignRules:
    return rules_of(written)


async def _is_unchanged(connection: AsyncConnection, row: CampaignRow) -> bool:
    asked = {
        "id": row.id,
        "status": row.status,
        "revision": row.revision,
        "status_at": row.status_at,
    }
    found = await connection.execute(_UNCHANGED, asked)
    return found.first() is not None
