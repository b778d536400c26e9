"""The campaigns that are dialled while everything is killed."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.phone import Phone
from voicebot.campaign.rules import HouseRules
from voicebot.campaign.state import ContactState
from voicebot.store.campaigns import (
    CampaignStatus,
    create_campaign,
    set_status,
)
from voicebot.store.contacts import add_contact
from voicebot.store.database import open_database
from voicebot.store.upgrading import upgrade_database

HOUSE = HouseRules()
TRUNKS = (TrunkBudget(name="main", lines=14),)
LINES = 4
SILENT_S = 2.0
BEAT_S = 0.3
COMMON = """
scenario: chaos
test: true
retries:
  not_reached:
    on: [no_answer, busy, unavailable, machine]
    series:
      - {attempts: 2, every: 1s, message: offer}
      - {attempts: 2, every: 2s}
    then: недозвон
  failed:
    series: [{attempts: 30, every: 1s}]
    then: сбой связи
callbacks: {attempts: 2, every: 1s, most: 2, then: недозвон}
lists: {agreed: интересно, refused: отсев}
messages: {offer: "Добрый день, {client_name}. Возьмите трубку"}
"""
TEXTS = ("campaign: first\nshare: 2\n" + COMMON, "campaign: second\n" + COMMON)
SHARED = 0.2
"""So many numbers of the second campaign are numbers of the first too."""


def day_zone(now: datetime) -> str:
    """Where it is about noon: the clock is the true one, and nobody is called at night."""
    ahead = 13 - now.astimezone(UTC).hour
    ahead = ahead - 24 if ahead > 12 else ahead
    return f"Etc/GMT{-ahead:+d}"


async def set_up(url: URL, contacts: int) -> Mapping[int, ContactState]:
    """Two running campaigns; their contacts' first states, by id."""
    upgrade_database(url)
    now = datetime.now(UTC)
    async with open_database(url) as engine, engine.begin() as connection:
        first, second = [
            (await create_campaign(connection, text, now=now)).id for text in TEXTS
        ]
        many = contacts * 2 // 3
        added = await _add(connection, first, range(many), now)
        begin = many - round(SHARED * (contacts - many))
        added |= await _add(
            connection, second, range(begin, begin + contacts - many), now
        )
        for campaign in (first, second):
            await set_status(connection, campaign, CampaignStatus.RUNNING, now=now)
    return added


async def _add(
    connection: AsyncConnection, campaign: int, numbers: range, now: datetime
) -> dict[int, ContactState]:
    added = {}
    for number in numbers:
        state = contact_of(number, now)
        contact = await add_contact(
            connection, campaign, state, {"client_name": f"Клиент {number}"}
        )
        added[contact] = state
    return added


def contact_of(number: int, now: datetime) -> ContactState:
    """Every fourth has two numbers."""
    zone = day_zone(now)
    digits = [f"+7495{number:07d}", f"+7812{number:07d}"][: 2 if number % 4 == 0 else 1]
    phones = tuple(Phone(number=each, zones=(zone,)) for each in digits)
    return ContactState(phones=phones, next_at=now)
