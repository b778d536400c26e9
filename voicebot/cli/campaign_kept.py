"""A campaign in the database, looked over with the people that it has."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.rules import CampaignRules
from voicebot.cli.campaign_database import known_campaign
from voicebot.cli.campaign_readiness import (
    WrittenRules,
    remarks_on,
    required_slots,
    scenario_of,
)
from voicebot.cli.campaign_remark import About, Remark, fact, warning
from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.jobs.message_check import message_complaints
from voicebot.settings import Settings
from voicebot.store.campaigns import CampaignRow
from voicebot.store.progress import progress_of
from voicebot.store.tables import CONTACTS


async def remarks_on_kept(
    connection: AsyncConnection, name: str, settings: Settings, now: datetime
) -> tuple[CampaignRules | None, list[Remark]]:
    """As `remarks_on` a file, and what is to be said of the campaign's contacts.

    Raises:
        CampaignError: there is no campaign by that name.
    """
    row = await known_campaign(connection, name)
    written = WrittenRules(text=row.rules, named=Path(row.name))
    rules, remarks = remarks_on(written, settings, now)
    if rules is None:
        return rules, remarks
    told = [each for each in remarks if each.about is not About.MESSAGES]
    told += [each async for each in _on_contacts(connection, row, rules, settings)]
    told += await _on_messages(connection, row, rules, settings)
    return rules, told


async def _on_messages(
    connection: AsyncConnection,
    row: CampaignRow,
    rules: CampaignRules,
    settings: Settings,
) -> list[Remark]:
    """By the slots that the contacts have, too."""
    channels = settings.messages.keys()
    found = await message_complaints(connection, row.id, rules, channels)
    return [warning(About.MESSAGES, sentence) for sentence in found]


async def _on_contacts(
    connection: AsyncConnection,
    row: CampaignRow,
    rules: CampaignRules,
    settings: Settings,
) -> AsyncIterator[Remark]:
    progress = await progress_of(connection, row.id, row.status_at)
    if progress.contacts == 0:
        yield warning(
            About.CONTACTS,
            _(
                "there is nobody to call yet: voicebot campaign import {name} FILE"
            ).format(name=row.name),
        )
        return
    yield fact(
        About.CONTACTS,
        _("contacts: {contacts}, finished: {finished}").format(
            contacts=progress.contacts, finished=progress.finished
        ),
    )
    try:
        needed = required_slots(scenario_of(rules, settings))
    except ScenarioError:
        return  # told of already, with the scenario
    lacking = await _lacking(connection, row.id, needed)
    if lacking:
        yield warning(
            About.CONTACTS,
            _(
                "{count} contacts lack one of the slots {slots}; import them anew"
            ).format(count=lacking, slots=", ".join(needed)),
        )


async def _lacking(
    connection: AsyncConnection, campaign_id: int, needed: tuple[str, ...]
) -> int:
    """How many of those who may still be called lack a slot."""
    if not needed:
        return 0
    has_all = CONTACTS.c.slots.has_all(cast(list(needed), ARRAY(TEXT)))
    found = await connection.execute(
        select(func.count()).where(
            CONTACTS.c.campaign_id == campaign_id,
            CONTACTS.c.finished_at.is_(None),
            ~has_all,
        )
    )
    return int(found.scalar_one())
