import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.store.dialling import HOUSE, NOON, Desk, played
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.phone import Phone
from voicebot.campaign.state import ContactState, RetryProgress
from voicebot.campaign.tally import Tally
from voicebot.errors import StoreError
from voicebot.store.attempts import attempts_of
from voicebot.store.campaigns import create_campaign
from voicebot.store.contacts import add_contact, contact_state, keep_state
from voicebot.store.database import open_database
from voicebot.store.do_not_call import forbid, is_forbidden
from voicebot.store.outcomes import keep_outcome

T = TypeVar("T")
TWICE = "no_answer: {series: [{attempts: 2, every: 1h}]}"
SECOND = Phone(number="+73431234567", zones=("Asia/Yekaterinburg",), region="Урал")
FIRST = Phone(number="+79261234567", zones=("Europe/Moscow", "Asia/Kamchatka"))
FRESH = ContactState(phones=(FIRST, SECOND), next_at=NOON)
WORN = ContactState(
    phones=(FIRST, SECOND),
    next_at=NOON,
    next_phone=1,
    priority=7,
    promised_at=NOON,
    promises=2,
    callback_tries=1,
    retried_by="busy",
    list="недозвон",
    finished_at=NOON + timedelta(days=1),
    progress={"busy": RetryProgress(series=1, made=2, total=5, day=date(2026, 11, 23))},
    dialled=Tally(recent=(NOON - timedelta(hours=2), NOON), earlier=3),
    dead=frozenset({FIRST.number}),
    owed_messages=("sorry",),
)


def on(url: URL, use: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    """What `use` returns, within one transaction."""

    async def run() -> T:
        async with open_database(url) as engine, engine.begin() as connection:
            return await use(connection)

    return asyncio.run(run())


async def added(connection: AsyncConnection, state: ContactState) -> int:
    text = "campaign: shop\nscenario: shop\n"
    shop = await create_campaign(connection, text, now=NOON)
    return await add_contact(connection, shop.id, state, {"name": "Анна"})


@pytest.mark.parametrize("state", [FRESH, WORN], ids=["fresh", "worn"])
def test_a_contact_comes_back_as_it_was_added(
    database: URL, state: ContactState
) -> None:
    contact = on(database, lambda connection: added(connection, state))
    assert on(database, lambda connection: contact_state(connection, contact)) == state


def test_a_kept_state_replaces_the_one_before(database: URL) -> None:
    async def changed(connection: AsyncConnection) -> ContactState:
        contact = await added(connection, FRESH)
        await keep_state(connection, contact, WORN)
        return await contact_state(connection, contact)

    assert on(database, changed) == WORN


def test_who_is_never_dialled_again_has_no_next_moment(database: URL) -> None:
    done = replace(FRESH, next_at=None, finished_at=NOON)

    async def moments(connection: AsyncConnection) -> tuple[object, ...]:
        await added(connection, done)
        found = await connection.execute(
            text("SELECT next_at, finished_at, priority FROM contacts")
        )
        return tuple(found.one())

    assert on(database, moments) == (None, NOON, 0)


def test_a_contact_nobody_added_is_told_of_by_number(database: URL) -> None:
    with pytest.raises(StoreError, match="no contact 404 in the database"):
        on(database, lambda connection: contact_state(connection, 404))
    with pytest.raises(StoreError, match="no contact 404 in the database"):
        on(database, lambda connection: keep_state(connection, 404, FRESH))


def test_attempts_come_back_oldest_first_with_all_they_had(database: URL) -> None:
    early = Attempt(at=NOON, phone=FIRST.number, result=AttemptResult.NO_ANSWER)
    late = Attempt(
        at=NOON + timedelta(hours=2),
        phone=FIRST.number,
        result=AttemptResult.ANSWERED,
        outcome="agreed",
        rang_s=4.5,
        talked_s=61.25,
        promised_at=NOON + timedelta(days=1),
        is_do_not_call=True,
        turns=3,
        no_matches=1,
        hung_up=True,
        fields={"speed": "5", "opinion": "всё хорошо"},
    )

    async def kept(desk: Desk) -> tuple[Attempt, ...]:
        shop = await desk.campaign(rules=f"retries: {{{TWICE}}}\n")
        contact = await desk.contact(shop, FIRST.number)
        for attempt in (early, late):
            (call,) = await desk.claim(now=attempt.at)
            await keep_outcome(desk.engine, call.lease_id, attempt, call.rules, HOUSE)
        async with desk.engine.begin() as connection:
            return await attempts_of(connection, contact)

    assert played(database, kept) == (early, late)


def test_a_forbidden_number_stays_forbidden_by_its_first_reason(database: URL) -> None:
    async def reasons(connection: AsyncConnection) -> tuple[bool, bool, str]:
        before = await is_forbidden(connection, FIRST.number)
        for reason in ("asked", "court"):
            await forbid(connection, FIRST.number, since=NOON, reason=reason)
        after = await is_forbidden(connection, FIRST.number)
        found = await connection.execute(text("SELECT reason FROM do_not_call"))
        return before, after, found.scalar_one()

    assert on(database, reasons) == (False, True, "asked")
