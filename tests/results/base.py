"""A campaign with people and calls, put into the database at once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.rules import CampaignRules
from voicebot.results.gathering import Whose
from voicebot.store.campaigns import rules_of
from voicebot.store.database import open_database

T = TypeVar("T")

RULES = """
campaign: shop
title: Магазин
scenario: base_refresh
lists:
  no_input: {as: no_answer}
  interested: интересно
  not_interested: {list: неинтересно, again: 1y}
cost: {attempt: 0.5, minute: 3, message: 2}
test: true
"""

_CAMPAIGN = text("""
INSERT INTO campaigns (name, title, rules) VALUES ('shop', 'Магазин', :rules)
RETURNING id
""")
_CONTACTS = text("""
INSERT INTO contacts (campaign_id, slots, next_at, priority, finished_at, state, list)
SELECT :campaign, jsonb_build_object('client_name', 'Анна ' || n, 'debt', n::text),
       '2026-11-24 06:00+00', 0,
       CASE WHEN n % 4 IN (0, 3) THEN TIMESTAMPTZ '2026-11-23 12:00+00' END,
       CASE WHEN n % 4 = 0 THEN '{"sent_messages": ["offer"]}'::jsonb
            ELSE '{}'::jsonb END,
       (ARRAY['интересно', NULL, 'неинтересно', 'недозвон'])[n % 4 + 1]
FROM generate_series(0, :count - 1) AS n
RETURNING id
""")
_PHONES = text("""
INSERT INTO phones (contact_id, place, number, zones, region)
SELECT id, 0, '+7900' || lpad(id::text, 7, '0'),
       jsonb_build_array(CASE WHEN id % 2 = 0 THEN 'Europe/Moscow'
                              ELSE 'Asia/Yekaterinburg' END),
       'Москва'
FROM contacts
""")
_ATTEMPTS = text("""
INSERT INTO attempts (contact_id, campaign_id, at, phone, result, outcome, rang_s,
                      talked_s, is_do_not_call, turns)
SELECT contacts.id, contacts.campaign_id,
       TIMESTAMPTZ '2026-11-23 06:30+00' + make_interval(hours => again),
       phones.number,
       CASE WHEN again = 1 AND list IN ('интересно', 'неинтересно') THEN 'answered'
            WHEN again = 1 THEN 'busy' ELSE 'no_answer' END,
       CASE WHEN again = 1 AND list = 'интересно' THEN 'interested'
            WHEN again = 1 AND list = 'неинтересно' THEN 'not_interested' END,
       20, CASE WHEN again = 1 AND list IN ('интересно', 'неинтересно')
                THEN 30 ELSE 0 END,
       false, CASE WHEN list = 'интересно' THEN 2 ELSE 0 END
FROM contacts JOIN phones ON phones.contact_id = contacts.id
CROSS JOIN generate_series(0, 1) AS again
WHERE contacts.list IS NOT NULL
""")


async def fill(connection: AsyncConnection, count: int) -> int:
    """`count` contacts, a quarter of them in each list and in none; the campaign's id.

    Who is in a list was dialled twice: at 9:30 by Moscow's clock nobody picked up.
    """
    added = await connection.execute(_CAMPAIGN, {"rules": RULES})
    campaign_id: int = added.scalar_one()
    await connection.execute(_CONTACTS, {"campaign": campaign_id, "count": count})
    await connection.execute(_PHONES)
    await connection.execute(_ATTEMPTS)
    return campaign_id


def rules() -> CampaignRules:
    return rules_of(RULES)


def whose(campaign_id: int, goal: str | None = None) -> Whose:
    return Whose(campaign_id=campaign_id, rules=rules(), status="running", goal=goal)


def on(url: URL, use: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    """What `use` returns, within one transaction."""

    async def run() -> T:
        async with open_database(url) as engine, engine.begin() as connection:
            return await use(connection)

    return asyncio.run(run())
