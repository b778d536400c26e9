"""A dialer pulls who is due, dials each once, and loses no call's end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.campaign.campaigning import at
from tests.dialer.dialling import (
    SHOP,
    PlayedCaller,
    PlayedClock,
    campaign,
    count,
    dialling,
    person,
    terms,
    until,
)
from voicebot.campaign.attempt import AttemptResult
from voicebot.dialer.caller import NotDialled
from voicebot.dialer.dialer import Timing
from voicebot.dialer.order import CallOrder
from voicebot.store.campaigns import CampaignStatus, set_status
from voicebot.store.contacts import add_contact
from voicebot.store.database import open_database
from voicebot.store.do_not_call import forbid


@asynccontextmanager
async def house(
    url: URL, contacts: int, rules: str = SHOP
) -> AsyncIterator[AsyncEngine]:
    async with open_database(url) as engine:
        async with engine.begin() as connection:
            await campaign(connection, rules, contacts=contacts)
        yield engine


def played(lines: int = 4) -> tuple[PlayedClock, PlayedCaller]:
    clock = PlayedClock()
    return clock, PlayedCaller(clock, lines=lines)


def has_dialled(caller: PlayedCaller, count: int) -> bool:
    return len(caller.dialled) == count


def test_every_contact_is_called_by_its_rules_to_its_end(database: URL) -> None:
    async def run() -> None:
        clock, caller = played()
        async with house(database, 10) as engine:
            async with dialling(engine, caller, clock) as dialer:
                for hour in range(3):
                    await until(partial(has_dialled, caller, 10 * (hour + 1)))
                    await until(lambda: dialer.live == 0)
                    clock.go_on(hours=1, seconds=1)
                    dialer.wake()
            assert await count(engine, "attempts") == 30
            assert await count(engine, "leases") == 0
            assert await count(engine, "contacts WHERE list = 'недозвон'") == 10
        ids = [order.lease_id for order in caller.dialled]
        assert len(ids) == len(set(ids))

    asyncio.run(run())


def test_an_order_says_all_that_a_telephone_must_know(database: URL) -> None:
    async def run() -> None:
        clock, caller = played()
        labelled = SHOP + "ring: 20s\nlegal: {label: Магазин}\n"
        async with house(database, 1, labelled) as engine:
            async with dialling(engine, caller, clock):
                await until(lambda: bool(caller.dialled))
            assert await count(engine, "attempts WHERE call_folder LIKE 'calls/%'") == 1
        (order,) = caller.dialled
        assert order == CallOrder(
            lease_id=order.lease_id,
            campaign_id=order.campaign_id,
            campaign="shop",
            contact_id=order.contact_id,
            number="+74950000000",
            trunk="main",
            ring_s=20.0,
            scenario="shop",
            slots={"client_name": "Анна"},
            zone="Europe/Moscow",
            label="Магазин",
        )

    asyncio.run(run())


def test_no_more_calls_go_on_than_there_are_lines_and_shares_of_them(
    database: URL,
) -> None:
    async def run() -> None:
        clock, caller = played(lines=4)
        async with house(database, 10) as engine:
            caller.hold.clear()
            async with dialling(engine, caller, clock, terms(lines=3)):
                await until(lambda: len(caller.live) == 3)
                assert await count(engine, "leases") == 3
                caller.hold.set()
                await until(lambda: len(caller.dialled) == 10)

    asyncio.run(run())


def test_a_line_that_a_caller_took_is_not_dialled_by(database: URL) -> None:
    async def run() -> None:
        clock, caller = played(lines=1)
        async with house(database, 3) as engine:
            caller.hold.clear()
            async with dialling(engine, caller, clock):
                await until(lambda: len(caller.live) == 1)
                caller.lines = 0
                caller.hold.set()
                await until(lambda: not caller.live)
                assert len(caller.dialled) == 1
                caller.lines = 1
                await until(lambda: len(caller.dialled) == 3)

    asyncio.run(run())


def test_a_call_is_on_record_before_it_begins(database: URL) -> None:
    async def run() -> None:
        clock, caller = played()
        async with house(database, 1) as engine:
            caller.hold.clear()
            async with dialling(engine, caller, clock):
                await until(lambda: bool(caller.live))
                on_record = "leases WHERE dialled_at IS NOT NULL"
                assert await count(engine, on_record) == 1
                caller.hold.set()

    asyncio.run(run())


def test_a_telephone_that_breaks_is_a_failed_attempt(database: URL) -> None:
    def break_(_order: CallOrder) -> AttemptResult:
        raise RuntimeError("no audio device")

    async def run() -> None:
        clock, caller = played()
        caller.answer = break_
        async with house(database, 2) as engine:
            async with dialling(engine, caller, clock):
                await until(lambda: len(caller.dialled) == 2)
            assert await count(engine, "attempts WHERE result = 'failed'") == 2
            assert await count(engine, "leases") == 0

    asyncio.run(run())


def test_a_drained_dialer_ends_its_calls_and_claims_none(database: URL) -> None:
    async def run() -> None:
        clock, caller = played(lines=2)
        async with house(database, 5) as engine:
            caller.hold.clear()
            async with dialling(engine, caller, clock) as dialer:
                await until(lambda: len(caller.live) == 2)
                dialer.drain()
                await until(lambda: len(caller.live) == 2)
                caller.hold.set()
            assert len(caller.dialled) == 2
            assert await count(engine, "attempts") == 2
            assert await count(engine, "contacts WHERE is_claimed") == 0

    asyncio.run(run())


def test_what_was_claimed_for_a_later_moment_is_given_back_at_a_drain(
    database: URL,
) -> None:
    """One call a second: the second claim is for a second later."""

    async def run() -> None:
        clock, caller = played(lines=2)
        async with house(database, 5, SHOP + "calls_per_second: 1\n") as engine:
            async with dialling(engine, caller, clock) as dialer:
                await until(lambda: len(caller.dialled) == 1 and dialer.live == 1)
                assert await count(engine, "leases WHERE dialled_at IS NULL") == 1
            assert len(caller.dialled) == 1
            assert await count(engine, "leases") == 0
            assert await count(engine, "contacts WHERE is_claimed") == 0

    asyncio.run(run())


def test_a_campaign_that_was_paused_is_dialled_no_more(database: URL) -> None:
    async def run() -> None:
        clock, caller = played(lines=1)
        async with house(database, 5) as engine:
            caller.hold.clear()
            async with dialling(engine, caller, clock) as dialer:
                await until(lambda: len(caller.live) == 1)
                number = caller.dialled[0].campaign_id
                async with engine.begin() as connection:
                    await set_status(
                        connection, number, CampaignStatus.PAUSED, now=clock()
                    )
                caller.hold.set()
                await until(lambda: dialer.live == 0)
            assert len(caller.dialled) == 1

    asyncio.run(run())


def test_who_asked_for_silence_after_the_claim_is_not_called(database: URL) -> None:
    async def run() -> None:
        clock, caller = played(lines=2)
        async with house(database, 2, SHOP + "calls_per_second: 2\n") as engine:
            async with dialling(engine, caller, clock) as dialer:
                await until(lambda: len(caller.dialled) == 1 and dialer.live == 1)
                async with engine.begin() as connection:
                    for number in ("+74950000000", "+74950000001"):
                        await forbid(connection, number, since=clock(), reason="test")
                await until(lambda: dialer.live == 0)
            assert len(caller.dialled) == 1
            assert await count(engine, "leases") == 0

    asyncio.run(run())


def test_new_work_is_found_within_a_second(database: URL) -> None:
    async def run() -> None:
        clock, caller = played()
        async with (
            house(database, 0) as engine,
            dialling(engine, caller, clock, timing=Timing()),
        ):
            async with engine.begin() as connection:
                found = await connection.execute(text("SELECT id FROM campaigns"))
                await add_contact(connection, found.scalar_one(), person(1), {})
            await until(lambda: bool(caller.dialled), within_s=2.0)

    asyncio.run(run())


def test_two_dialers_share_contacts_and_call_none_twice(database: URL) -> None:
    async def run() -> None:
        clock, first = played()
        second = PlayedCaller(clock)
        async with house(database, 60) as engine:
            async with (
                dialling(engine, first, clock, terms(holder="one")),
                dialling(engine, second, clock, terms(holder="two")),
            ):
                await until(lambda: len(first.dialled) + len(second.dialled) == 60)
            called = [order.contact_id for order in (*first.dialled, *second.dialled)]
            assert len(set(called)) == 60
            assert first.dialled
            assert second.dialled
            assert await count(engine, "attempts") == 60

    asyncio.run(run())


def test_a_claim_whose_answer_was_lost_is_given_back(database: URL) -> None:
    async def run() -> None:
        clock, caller = played(lines=0)
        async with house(database, 1) as engine:
            await forgotten_claim(engine, caller, clock)
            assert await count(engine, "leases") == 1
            async with dialling(engine, caller, clock):
                caller.lines = 1
                await until(lambda: len(caller.dialled) == 1)

    asyncio.run(run())


async def forgotten_claim(
    engine: AsyncEngine, caller: PlayedCaller, clock: PlayedClock
) -> None:
    """A dialer of the same name that claimed, and was cut off before it began."""
    async with engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO leases (number, contact_id, campaign_id, trunk, holder,"
                " claimed_at, alive_at) SELECT number, contact_id, campaign_id, 'main',"
                " :holder, :now, :now FROM phones JOIN contacts ON contacts.id ="
                " phones.contact_id"
            ),
            {"holder": terms().holder, "now": clock()},
        )
        await connection.execute(text("UPDATE contacts SET is_claimed = true"))


def test_hours_that_close_between_the_claim_and_the_call_are_kept(
    database: URL,
) -> None:
    async def run() -> None:
        clock = PlayedClock(at("2026-11-23 19:59"))
        clock.go_on(seconds=57)
        caller = PlayedCaller(clock)
        async with house(database, 2, SHOP + "calls_per_second: 1\n") as engine:
            async with dialling(engine, caller, clock) as dialer:
                await until(lambda: len(caller.dialled) == 1 and dialer.live == 1)
                clock.go_on(seconds=3)
                await until(lambda: dialer.live == 0)
            assert len(caller.dialled) == 1
            assert await count(engine, "attempts") == 1
            assert await count(engine, "leases") == 0

    asyncio.run(run())


def test_a_lease_whose_number_a_server_gave_out_again_is_not_dialled_by(
    database: URL,
) -> None:
    """A server that crashed forgets claims, and counts from before them."""

    async def run() -> None:
        clock, caller = played()
        async with (
            house(database, 2, SHOP + "calls_per_second: 1\n") as engine,
            dialling(engine, caller, clock) as dialer,
        ):
            await until(lambda: len(caller.dialled) == 1 and dialer.live == 1)
            async with engine.begin() as connection:
                await connection.execute(text("UPDATE leases SET holder = 'another'"))
            await until(lambda: dialer.live == 0)
            assert len(caller.dialled) == 1
            assert await count(engine, "leases WHERE dialled_at IS NULL") == 1

    asyncio.run(run())


def test_a_line_that_was_taken_after_all_costs_the_contact_no_attempt(
    database: URL,
) -> None:
    def refuse(_order: CallOrder) -> AttemptResult:
        raise NotDialled("no channel is left")

    async def run() -> None:
        clock, caller = played()
        caller.answer = refuse
        async with house(database, 1) as engine:
            async with dialling(engine, caller, clock):
                await until(lambda: len(caller.dialled) == 1)
                caller.answer = lambda _order: AttemptResult.NO_ANSWER
                await until(lambda: len(caller.dialled) == 2)
            assert await count(engine, "attempts") == 1
            assert await count(engine, "leases") == 0

    asyncio.run(run())
