import pytest
from sqlalchemy import URL

from tests.store.dialling import NOON, Desk, after, played, rules_text
from voicebot.errors import CampaignError
from voicebot.store.campaigns import (
    CampaignStatus,
    all_campaigns,
    campaign_by_id,
    campaign_named,
    create_campaign,
    edit_campaign,
    set_status,
)


def test_a_new_campaign_is_a_draft_under_its_rules_own_name(database: URL) -> None:
    text = rules_text("shop", "title: Магазин\n")

    async def play(desk: Desk) -> None:
        async with desk.engine.begin() as connection:
            made = await create_campaign(connection, text, now=NOON)
            assert await campaign_named(connection, "shop") == made
            assert await campaign_by_id(connection, made.id) == made
            assert await campaign_named(connection, "other") is None
        assert (made.name, made.title, made.rules) == ("shop", "Магазин", text)
        assert (made.status, made.revision) == (CampaignStatus.DRAFT, 1)
        assert (made.status_at, made.created_at) == (NOON, NOON)

    played(database, play)


def test_a_second_campaign_by_one_name_is_refused_in_a_sentence(database: URL) -> None:
    async def play(desk: Desk) -> None:
        await desk.campaign("shop")
        with pytest.raises(CampaignError, match='there is a campaign "shop" already'):
            await desk.campaign("shop")

    played(database, play)


def test_an_edit_counts_and_keeps_the_name(database: URL) -> None:
    async def play(desk: Desk) -> None:
        shop = await desk.campaign("shop")
        async with desk.engine.begin() as connection:
            text = rules_text("shop", "title: Иначе\n")
            edited = await edit_campaign(connection, shop, text)
            assert (edited.revision, edited.title) == (2, "Иначе")
            assert edited.status is CampaignStatus.RUNNING
            with pytest.raises(CampaignError, match='of the campaign "debt", not of'):
                await edit_campaign(connection, shop, rules_text("debt"))
            with pytest.raises(CampaignError, match=r"rules:1:1: .*campaign"):
                await edit_campaign(connection, shop, "[]")
            assert await campaign_by_id(connection, shop) == edited

    played(database, play)


def test_a_status_says_why_and_since_when(database: URL) -> None:
    async def play(desk: Desk) -> None:
        first, second = await desk.campaign("a"), await desk.campaign("b")
        async with desk.engine.begin() as connection:
            paused, why = CampaignStatus.PAUSED, "too many fail"
            await set_status(connection, first, paused, why=why, now=after(hours=1))
            rows = await all_campaigns(connection)
        assert [row.id for row in rows] == [first, second]
        assert (rows[0].status, rows[0].status_why) == (paused, why)
        assert rows[0].status_at == after(hours=1)
        assert rows[1].status is CampaignStatus.RUNNING

    played(database, play)
