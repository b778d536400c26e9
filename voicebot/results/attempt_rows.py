"""Attempts as they leave the database, one at a time."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.attempt import AttemptResult
from voicebot.results.calls import zone_of_call
from voicebot.results.contact_rows import ROWS_AT_ONCE
from voicebot.store.tables import ATTEMPTS, CONTACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """One dialled call; `zone` is where its number may be, `list` its contact's now.

    `fields` are what the talk wrote into the contact's card.
    """

    contact_id: int
    phone: str
    zone: str
    list: str | None
    at: datetime
    result: AttemptResult
    outcome: str | None
    rang_s: float
    talked_s: float
    promised_at: datetime | None
    trunk: str | None
    call_folder: str | None
    fields: Mapping[str, str]


async def attempt_rows(
    connection: AsyncConnection, campaign_id: int, only_list: str | None = None
) -> AsyncIterator[AttemptRow]:
    """Oldest first; `only_list` leaves those of contacts in one list."""
    query = (
        select(
            ATTEMPTS.c.contact_id,
            ATTEMPTS.c.phone,
            zone_of_call().label("zone"),
            CONTACTS.c.list,
            ATTEMPTS.c.at,
            ATTEMPTS.c.result,
            ATTEMPTS.c.outcome,
            ATTEMPTS.c.rang_s,
            ATTEMPTS.c.talked_s,
            ATTEMPTS.c.promised_at,
            ATTEMPTS.c.trunk,
            ATTEMPTS.c.call_folder,
            ATTEMPTS.c.fields,
        )
        .join(CONTACTS, CONTACTS.c.id == ATTEMPTS.c.contact_id)
        .where(ATTEMPTS.c.campaign_id == campaign_id)
        .order_by(ATTEMPTS.c.at, ATTEMPTS.c.id)
    )
    if only_list is not None:
        query = query.where(CONTACTS.c.list == only_list)
    streamed = await connection.stream(
        query, execution_options={"yield_per": ROWS_AT_ONCE}
    )
    async for row in streamed.mappings():
        yield AttemptRow(**{**row, "result": AttemptResult(row["result"])})
