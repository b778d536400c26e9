"""Campaigns pause, end and go on by themselves, and say why."""

from datetime import timedelta

import pytest
from sqlalchemy import URL

from tests.dialer.dialling import HOUSE, NOON, SHOP, person
from tests.jobs.playing import (
    call_all,
    claimed,
    dialled,
    execute,
    row_of,
    run,
    running,
)
from voicebot.campaign.attempt import AttemptResult
from voicebot.jobs.review import review_campaigns
from voicebot.store.campaigns import CampaignStatus, edit_campaign, set_status
from voicebot.store.contacts import add_contact
from voicebot.store.leases import recover

Result = AttemptResult
LATER = NOON + timedelta(minutes=10)
ONCE = SHOP.replace("attempts: 3", "attempts: 1")


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICEBOT_LANG", "en")


def test_a_campaign_whose_calls_fail_pauses_and_says_what_to_look_at(
    database: URL,
) -> None:
    async def play() -> None:
        async with running(database, SHOP, 30) as (engine, number):
            assert await call_all(engine, Result.FAILED) == 30
            assert await review_campaigns(engine, LATER) == 1
            row = await row_of(engine, number)
            assert row.status is CampaignStatus.PAUSED
            assert row.status_why.startswith("100% of the last 25 calls failed")
            assert "trunk" in row.status_why
            assert await claimed(engine, now=NOON + timedelta(days=1)) == ()

    run(play)


def test_whoever_resumes_it_has_judged_what_was_before(database: URL) -> None:
    async def play() -> None:
        async with running(database, SHOP, 30) as (engine, number):
            await call_all(engine, Result.FAILED)
            await review_campaigns(engine, LATER)
            async with engine.begin() as connection:
                running_again = CampaignStatus.RUNNING
                await set_status(connection, number, running_again, now=LATER)
            assert await review_campaigns(engine, LATER) == 0

    run(play)


def test_calls_whose_end_nobody_told_pause_nothing(database: URL) -> None:
    """A machine that died with all its calls is no fault of the campaign."""

    async def play() -> None:
        async with running(database, SHOP, 30) as (engine, _number):
            for one in await claimed(engine, 30):
                await dialled(engine, one)
            done = await recover(engine, LATER, 30.0, HOUSE)
            assert done.failed == 30
            assert await review_campaigns(engine, LATER) == 0

    run(play)


def test_a_campaign_with_breakers_off_goes_on(database: URL) -> None:
    async def play() -> None:
        async with running(database, SHOP + "breakers: off\n", 30) as (engine, _number):
            await call_all(engine, Result.FAILED)
            assert await review_campaigns(engine, LATER) == 0

    run(play)


def test_a_campaign_of_finished_contacts_is_finished_and_goes_on_with_new_ones(
    database: URL,
) -> None:
    async def play() -> None:
        async with running(database, ONCE, 3) as (engine, number):
            assert await review_campaigns(engine, NOON) == 0
            await call_all(engine, Result.NO_ANSWER)
            assert await review_campaigns(engine, LATER) == 1
            row = await row_of(engine, number)
            assert row.status is CampaignStatus.FINISHED
            assert row.status_why == "all contacts are finished"
            assert await review_campaigns(engine, LATER) == 0
            async with engine.begin() as connection:
                await add_contact(connection, number, person(77), {})
            assert await review_campaigns(engine, LATER) == 1
            assert (await row_of(engine, number)).status is CampaignStatus.RUNNING

    run(play)


def test_a_campaign_without_contacts_waits_for_them(database: URL) -> None:
    async def play() -> None:
        async with running(database, SHOP, 0) as (engine, _number):
            assert await review_campaigns(engine, LATER) == 0

    run(play)


def test_a_call_that_goes_on_keeps_its_campaign_running(database: URL) -> None:
    async def play() -> None:
        async with running(database, ONCE, 1) as (engine, _number):
            assert len(await claimed(engine)) == 1
            assert await review_campaigns(engine, LATER) == 0

    run(play)


def test_nobody_is_called_before_the_start_or_after_the_end(database: URL) -> None:
    scheduled = SHOP + "starts: 2026-11-23 14:00\nends: 2026-11-23 16:00\n"

    async def play() -> None:
        async with running(database, scheduled, 3) as (engine, number):
            assert await claimed(engine, now=NOON) == ()
            at_three = NOON + timedelta(hours=3)
            assert len(await claimed(engine, now=at_three)) == 1
            assert await review_campaigns(engine, at_three) == 0
            at_five = NOON + timedelta(hours=5)
            assert await claimed(engine, 5, now=at_five) == ()
            assert await review_campaigns(engine, at_five) == 1
            row = await row_of(engine, number)
            assert row.status is CampaignStatus.FINISHED
            assert "ends" in row.status_why
            async with engine.begin() as connection:
                longer = scheduled.replace("16:00", "19:00")
                await edit_campaign(connection, number, longer)
            assert await review_campaigns(engine, at_five) == 1
            assert len(await claimed(engine, now=at_five)) == 1

    run(play)


def test_rules_that_cannot_be_read_pause_the_campaign(database: URL) -> None:
    async def play() -> None:
        async with running(database, SHOP, 1) as (engine, number):
            async with engine.begin() as connection:
                await execute(connection, "UPDATE campaigns SET rules = 'campaign: ['")
            assert await review_campaigns(engine, LATER) == 1
            assert (await row_of(engine, number)).status is CampaignStatus.PAUSED

    run(play)


def test_what_somebody_ordered_stays(database: URL) -> None:
    async def play() -> None:
        async with running(database, ONCE, 1) as (engine, number):
            await call_all(engine, Result.NO_ANSWER)
            async with engine.begin() as connection:
                stopped = CampaignStatus.STOPPED
                await set_status(connection, number, stopped, now=LATER)
            assert await review_campaigns(engine, LATER) == 0
            assert (await row_of(engine, number)).status is CampaignStatus.STOPPED

    run(play)
