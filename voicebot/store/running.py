"""Campaigns that dial: their rules, and how they ask for lines."""

import logging
from dataclasses import dataclass
from datetime import datetime
from math import inf

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.pace import Pace
from voicebot.campaign.rules import CampaignRules
from voicebot.campaign.sharing import Contender
from voicebot.errors import CampaignError
from voicebot.store.campaigns import rules_of

logger = logging.getLogger(__name__)

_DIGEST = text("SELECT sha256(convert_to(rules, 'UTF8')) FROM campaigns WHERE id = :id")
_TEXT = text("SELECT rules FROM campaigns WHERE id = :id")
_KEPT = 256

_read: dict[bytes, CampaignRules | None] = {}
"""Rules by their text's digest, for a text is long and every claim asks: so no edit is
missed, whichever database it was made in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """`live` counts its lines in the whole system; `free_at` is its pace's moment."""

    id: int
    rules: CampaignRules
    live: int
    free_at: datetime | None
    taken_at: datetime | None

    @property
    def has_room(self) -> bool:
        most = self.rules.budget.lines
        return most is None or self.live < most

    def contender(self, urgency: int, now: datetime) -> Contender:
        """As one who asks for lines, when its first due contact is so urgent."""
        taken_at, budget = self.taken_at, self.rules.budget
        waited_s = inf if taken_at is None else (now - taken_at).total_seconds()
        return Contender(
            campaign_id=self.id,
            live=self.live,
            urgency=urgency,
            waited_s=waited_s,
            budget=budget,
            pace=Pace(calls_per_s=budget.calls_per_s, free_at=self.free_at),
        )


async def rules_of_campaign(
    connection: AsyncConnection, campaign_id: int
) -> CampaignRules | None:
    """Whatever it does now; None where they cannot be read."""
    found = await connection.execute(_DIGEST, {"id": campaign_id})
    return await rules_by_digest(connection, campaign_id, found.scalar_one())


async def rules_by_digest(
    connection: AsyncConnection, campaign_id: int, digest: bytes
) -> CampaignRules | None:
    """Of the campaign whose text has this SHA-256; None where it cannot be read."""
    if digest not in _read:
        found = await connection.execute(_TEXT, {"id": campaign_id})
        while len(_read) >= _KEPT:
            _read.pop(next(iter(_read)))
        _read[digest] = _readable(campaign_id, found.scalar_one())
    return _read[digest]


def _readable(campaign_id: int, written: str) -> CampaignRules | None:
    """One that cannot be read stops no other; it is told of once."""
    try:
        return rules_of(written)
    except CampaignError as error:
        logger.warning(
            "campaign_unreadable",
            extra={"campaign_id": campaign_id, "why": str(error)},
        )
        return None
