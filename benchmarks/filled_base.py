"""A campaign with any number of contacts, copied into a database within seconds."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from voicebot.campaign.phone import Phone
from voicebot.campaign.state import ContactState
from voicebot.store.campaigns import CampaignStatus, create_campaign, set_status
from voicebot.store.contacts import contact_columns

NOON = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""A Monday in Moscow, where everybody lives."""
RULES = """
campaign: filled
scenario: filled
test: true
retries: {no_answer: {series: [{attempts: 3, every: 2h}]}}
"""
_CONTACTS = "COPY contacts (id, campaign_id, slots, next_at, priority, urgency, state) FROM STDIN"
_PHONES = "COPY phones (contact_id, place, number, zones, region) FROM STDIN"
_ZONES = '["Europe/Moscow"]'


async def fill(engine: AsyncEngine, contacts: int) -> None:
    """Of 100 of them 76 are due at `NOON`; the others, who are more urgent, are not."""
    async with engine.begin() as connection:
        campaign = await create_campaign(connection, RULES, now=NOON)
        await set_status(connection, campaign.id, CampaignStatus.RUNNING, now=NOON)
        await _copy(connection, _CONTACTS, _contact_rows(campaign.id, contacts))
        await _copy(connection, _PHONES, _phone_rows(contacts))
    async with engine.connect() as plain:
        connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("VACUUM ANALYZE"))


async def _copy(
    connection: AsyncConnection, how: str, rows: Iterator[Sequence[object]]
) -> None:
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    assert driver is not None, "a connection in a transaction is open"
    async with driver.cursor() as cursor, cursor.copy(how) as copy:
        for row in rows:
            await copy.write_row(row)


def _contact_rows(campaign_id: int, count: int) -> Iterator[Sequence[object]]:
    """Some were promised a call later, some are of priority 10, and also wait."""
    phone = Phone(number="", zones=("Europe/Moscow",))
    due = ContactState(phones=(phone,), next_at=NOON)
    later = NOON + timedelta(days=1)
    urgent = replace(due, next_at=later, priority=10)
    kinds = [_columns(replace(due, next_at=later, promised_at=later))] * 4
    kinds += [_columns(urgent)] * 20 + [_columns(due)] * 76
    for number in range(count):
        next_at, *others = kinds[number % len(kinds)]
        waits = timedelta(seconds=number % 3600)
        yield number, campaign_id, '{"name": "Анна"}', next_at - waits, *others


def _columns(state: ContactState) -> tuple[datetime, int, int, str]:
    row = contact_columns(state)
    return row["next_at"], row["priority"], row["urgency"], json.dumps(row["state"])


def _phone_rows(count: int) -> Iterator[Sequence[object]]:
    return (
        (number, 0, f"+7495{number:07}", _ZONES, "Москва") for number in range(count)
    )
