"""Campaigns as rows; their rules stay in files."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.store.tables import CAMPAIGNS


async def campaign_id(connection: AsyncConnection, name: str) -> int:
    """Of the campaign by that name, which is added where it is new."""
    await connection.execute(
        insert(CAMPAIGNS).values(name=name).on_conflict_do_nothing()
    )
    found = await connection.execute(
        select(CAMPAIGNS.c.id).where(CAMPAIGNS.c.name == name)
    )
    number: int = found.scalar_one()
    return number
