"""Campaigns as rows: the text of their rules, and whether they dial."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.reading.loader import read_campaign
from voicebot.campaign.rules import CampaignRules
from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.store.tables import CAMPAIGNS


class CampaignStatus(StrEnum):
    """Only a running campaign dials; a finished one has nobody left to dial."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRow:
    """`rules` is the text of its file; `revision` counts its edits from 1.

    `status_why` is a sentence for people, empty where somebody just asked for it.
    """

    id: int
    name: str
    title: str
    rules: str
    revision: int
    status: CampaignStatus
    status_why: str
    status_at: datetime
    created_at: datetime


_COLUMNS = [column for column in CAMPAIGNS.c if column.name in CampaignRow.__slots__]


async def create_campaign(
    connection: AsyncConnection, text: str, *, now: datetime
) -> CampaignRow:
    """A draft, under the name and title that its rules give.

    Raises:
        CampaignError: the rules cannot be read, or the name is taken.
    """
    rules = rules_of(text)
    if await campaign_named(connection, rules.name) is not None:
        raise CampaignError(
            _(
                'there is a campaign "{name}" already; edit it, or give this one another'
                " name"
            ).format(name=rules.name)
        )
    row = {
        "name": rules.name,
        "title": rules.title,
        "rules": text,
        "status": CampaignStatus.DRAFT,
        "status_at": now,
        "created_at": now,
    }
    added = await connection.execute(insert(CAMPAIGNS).values(row).returning(*_COLUMNS))
    return _campaign(added.mappings().one())


async def edit_campaign(
    connection: AsyncConnection, campaign_id: int, text: str
) -> CampaignRow:
    """With other rules from the next call on; contacts keep what is planned for them.

    Raises:
        CampaignError: the rules cannot be read, or are of a campaign by another name.
    """
    rules = rules_of(text)
    edited = await connection.execute(
        update(CAMPAIGNS)
        .where(CAMPAIGNS.c.id == campaign_id, CAMPAIGNS.c.name == rules.name)
        .values(title=rules.title, rules=text, revision=CAMPAIGNS.c.revision + 1)
        .returning(*_COLUMNS)
    )
    row = edited.mappings().one_or_none()
    if row is None:
        raise CampaignError(
            _(
                'the rules are those of the campaign "{name}", not of this one; correct'
                ' "campaign" in them'
            ).format(name=rules.name)
        )
    return _campaign(row)


async def set_status(
    connection: AsyncConnection,
    campaign_id: int,
    status: CampaignStatus,
    *,
    why: str = "",
    now: datetime,
) -> None:
    """Calls that go on are not cut off; who was claimed but not dialled is not dialled."""
    await connection.execute(
        update(CAMPAIGNS)
        .where(CAMPAIGNS.c.id == campaign_id)
        .values(status=status, status_why=why, status_at=now)
    )


async def campaign_named(connection: AsyncConnection, name: str) -> CampaignRow | None:
    found = await connection.execute(select(*_COLUMNS).where(CAMPAIGNS.c.name == name))
    row = found.mappings().one_or_none()
    return None if row is None else _campaign(row)


async def campaign_by_id(
    connection: AsyncConnection, campaign_id: int
) -> CampaignRow | None:
    found = await connection.execute(
        select(*_COLUMNS).where(CAMPAIGNS.c.id == campaign_id)
    )
    row = found.mappings().one_or_none()
    return None if row is None else _campaign(row)


async def all_campaigns(connection: AsyncConnection) -> Sequence[CampaignRow]:
    """The oldest first."""
    found = await connection.execute(select(*_COLUMNS).order_by(CAMPAIGNS.c.id))
    return [_campaign(row) for row in found.mappings()]


def rules_of(text: str) -> CampaignRules:
    """The rules of a campaign in the database.

    Raises:
        CampaignError: they cannot be read.
    """
    return read_campaign(text, Path(_("the campaign's rules")))


def _campaign(row: RowMapping) -> CampaignRow:
    return CampaignRow(**{**row, "status": CampaignStatus(row["status"])})
