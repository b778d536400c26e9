"""Where commands of campaigns meet the database."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import URL, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.settings import Settings
from voicebot.store.campaigns import CampaignRow, all_campaigns, campaign_named
from voicebot.store.database import open_database
from voicebot.store.ready import ready_database_url
from voicebot.store.tables import CAMPAIGNS

Result = TypeVar("Result")

_ONE_MOMENT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def in_database(
    settings: Settings, use: Callable[[AsyncConnection], Awaitable[Result]]
) -> Result:
    """What `use` returns; all that it changes is one transaction.

    Raises:
        StoreError: the database cannot be used.
    """

    async def used(url: URL) -> Result:
        async with open_database(url) as engine, engine.begin() as connection:
            return await use(connection)

    with ready_database_url(settings) as url:
        return asyncio.run(used(url))


def at_one_moment(
    settings: Settings, use: Callable[[AsyncConnection], Awaitable[Result]]
) -> Result:
    """Likewise, for what only reads: calls that end meanwhile change no sum.

    Raises:
        StoreError: the database cannot be used.
    """

    async def used(connection: AsyncConnection) -> Result:
        await connection.execute(_ONE_MOMENT)
        return await use(connection)

    return in_database(settings, used)


async def locked_campaign(connection: AsyncConnection, name: str) -> CampaignRow:
    """As `known_campaign`; nobody else changes it till the transaction's end.

    Raises:
        CampaignError: there is none.
    """
    lock = select(CAMPAIGNS.c.id).where(CAMPAIGNS.c.name == name).with_for_update()
    await connection.execute(lock)
    return await known_campaign(connection, name)


async def known_campaign(connection: AsyncConnection, name: str) -> CampaignRow:
    """The campaign by that name.

    Raises:
        CampaignError: there is none; the sentence names those that are.
    """
    row = await campaign_named(connection, name)
    if row is not None:
        return row
    names = [each.name for each in await all_campaigns(connection)]
    raise CampaignError(
        _('there is no campaign "{name}"{hint}; there are: {known}').format(
            name=name,
            hint=did_you_mean(name, names),
            known=", ".join(names) or _("none yet, see voicebot campaign create"),
        )
    )
