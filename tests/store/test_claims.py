from collections.abc import Sequence

import pytest
from sqlalchemy import URL, text

from tests.store.dialling import (
    HOUSE,
    MAGADAN,
    NOON,
    Desk,
    after,
    played,
)
from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.caps import Caps
from voicebot.campaign.lists import Lists
from voicebot.campaign.rules import HouseRules
from voicebot.store.campaigns import CampaignStatus
from voicebot.store.claims import ALONE, Claim
from voicebot.store.do_not_call import forbid
from voicebot.store.due import DUE

FIRST, SECOND, THIRD = "+74950000001", "+74950000002", "+74950000003"


def numbers(claims: Sequence[Claim]) -> list[str]:
    return [each.number for each in claims]


def test_a_claim_tells_all_that_a_call_needs(database: URL) -> None:
    async def play(desk: Desk) -> None:
        shop = await desk.campaign(rules="ring: 40s\n")
        contact = await desk.contact(shop, FIRST, SECOND)
        found = await desk.one()
        assert (found.campaign_id, found.campaign) == (shop, "shop")
        assert (found.contact_id, found.number) == (contact, FIRST)
        assert (found.ring_s, found.trunk, found.dial_at) == (40, "main", NOON)
        assert found.slots == {"name": "Анна"}
        assert found.rules.scenario == "shop"
        assert found.state == await desk.state(contact)

    played(database, play)


def test_a_contact_is_claimed_once_until_its_outcome(database: URL) -> None:
    async def play(desk: Desk) -> None:
        shop = await desk.campaign(
            rules="retries: {no_answer: {series: [{attempts: 2, every: 1h}]}}\n"
        )
        await desk.contact(shop, FIRST)
        first = await desk.one()
        assert await desk.claim(now=after(hours=1)) == ()
        await desk.end(first)
        assert await desk.claim(now=after(minutes=59)) == ()
        assert (await desk.one(now=after(hours=1))).contact_id == first.contact_id

    played(database, play)


def test_promises_come_first_then_priorities_then_who_waited_longest(
    database: URL,
) -> None:
    async def play(desk: Desk) -> list[str]:
        shop = await desk.campaign()
        await desk.contact(shop, "+74950000005", next_at=NOON)
        await desk.contact(shop, "+74950000004", next_at=after(hours=-1))
        await desk.contact(shop, "+74950000009", next_at=after(hours=1), promised=True)
        await desk.contact(shop, "+74950000008", next_at=after(hours=1), priority=90)
        await desk.contact(shop, "+74950000002", priority=50)
        await desk.contact(shop, "+74950000003", priority=7)
        await desk.contact(shop, "+74950000001", promised=True)
        return numbers(await desk.claim(10))

    assert played(database, play) == [f"+7495000000{place}" for place in range(1, 6)]


def test_whose_hours_are_closed_wait_for_them_and_others_are_dialled(
    database: URL,
) -> None:
    async def play(desk: Desk) -> None:
        shop = await desk.campaign()
        asleep = [
            await desk.contact(shop, f"+7413{number:07}", zone=MAGADAN)
            for number in range(70)
        ]
        awake = await desk.contact(shop, FIRST)
        # 20:00 in Magadan, 12:00 in Moscow.
        assert [each.contact_id for each in await desk.claim(3)] == [awake]
        morning = after(hours=13)
        for contact in asleep:
            assert (await desk.state(contact)).next_at == morning
        assert len(await desk.claim(100, now=morning)) == 70

    played(database, play)


def test_who_is_refused_for_good_is_finished_and_does_not_stand_in_the_way(
    database: URL,
) -> None:
    async def play(desk: Desk) -> None:
        shop = await desk.campaign()
        asked_not_to = await desk.contact(shop, FIRST, SECOND)
        await desk.contact(shop, THIRD)
        await desk.run(
            f"INSERT INTO do_not_call VALUES ('{SECOND}', '2026-01-01', 'asked')"
        )
        assert numbers(await desk.claim(5)) == [THIRD]
        state = await desk.state(asked_not_to)
        assert (state.list, state.finished_at) == (Lists.DO_NOT_CALL, NOON)

    played(database, play)


def test_attempts_of_other_campaigns_count_against_a_number(database: URL) -> None:
    house = HouseRules(caps=Caps(day=1))

    async def play(desk: Desk) -> None:
        shop, debt = await desk.campaign(), await desk.campaign("debt")
        await desk.contact(shop, FIRST)
        await desk.end(await desk.called())
        capped = await desk.contact(debt, FIRST)
        free = await desk.contact(debt, SECOND)
        found = await desk.claim(5, house=house, now=after(hours=1))
        assert [each.contact_id for each in found] == [free]
        tomorrow = await desk.state(capped)
        assert tomorrow.next_at == after(hours=21)

    played(database, play)


def test_many_who_reached_their_cap_do_not_hide_those_behind_them(
    database: URL,
) -> None:
    async def play(desk: Desk) -> list[str]:
        shop = await desk.campaign(rules="caps: {phone: {lifetime: 1}}\n")
        await desk.contacts(shop, 150)
        await desk.run(
            "INSERT INTO attempts (contact_id, at, phone, result, rang_s, talked_s,"
            " is_do_not_call) SELECT contact_id, '2026-01-01', number, 'busy', 0, 0,"
            " false FROM phones"
        )
        await desk.contact(shop, "+74959999999", next_at=NOON)
        return numbers(await desk.claim(2))

    assert played(database, play) == ["+74959999999"]


def test_a_number_in_a_call_is_passed_over_by_other_campaigns(database: URL) -> None:
    async def play(desk: Desk) -> None:
        shop, debt = await desk.campaign(), await desk.campaign("debt")
        await desk.contact(shop, FIRST)
        call = await desk.called()
        other = await desk.contact(debt, FIRST)
        assert await desk.claim(5) == ()
        assert (await desk.state(other)).next_at == NOON
        await desk.end(call)
        assert [each.contact_id for each in await desk.claim(5)] == [other]

    played(database, play)


def test_two_contacts_with_one_number_are_not_claimed_together(database: URL) -> None:
    async def play(desk: Desk) -> list[int]:
        for name in ("shop", "debt"):
            await desk.contact(await desk.campaign(name), FIRST)
        return [len(await desk.claim(5)) for _ in range(2)]

    assert played(database, play) == [1, 0]


def test_only_running_campaigns_dial(database: URL) -> None:
    async def play(desk: Desk) -> None:
        shop = await desk.campaign()
        await desk.contacts(shop, 2)
        for status in CampaignStatus:
            await desk.status(shop, status)
            is_running = status is CampaignStatus.RUNNING
            assert len(await desk.claim()) == int(is_running), status

    played(database, play)


def test_a_campaign_without_its_legal_ground_or_readable_rules_stops_no_other(
    database: URL,
) -> None:
    async def play(desk: Desk) -> list[str]:
        for name, change in {
            "lawless": "replace(rules, 'test: true', 'test: false')",
            "broken": "'campaign: [broken'",
            "empty": "''",
        }.items():
            campaign = await desk.campaign(name)
            await desk.contact(campaign, FIRST)
            await desk.run(
                f"UPDATE campaigns SET rules = {change} WHERE id = {campaign}"
            )
        await desk.contact(await desk.campaign(), SECOND)
        return numbers(await desk.claim(9))

    assert played(database, play) == [SECOND]


def test_an_edit_holds_from_the_next_claim_on(database: URL) -> None:
    async def play(desk: Desk) -> list[float]:
        shop = await desk.campaign(rules="ring: 20s\n")
        await desk.contacts(shop, 2)
        first = await desk.one()
        await desk.edit(shop, "shop", "ring: 55s\n")
        return [first.ring_s, (await desk.one()).ring_s]

    assert played(database, play) == [20, 55]


def test_who_is_found_is_told_by_the_index_of_those_who_wait(database: URL) -> None:
    """Though the statistics are from before the import."""

    async def play(desk: Desk) -> str:
        shop = await desk.campaign()
        await desk.run(
            "INSERT INTO contacts (campaign_id, slots, next_at, priority, state)"
            f" SELECT {shop}, '{{}}', '2026-01-01', 0, '{{\"next_phone\": 0}}'"
            " FROM generate_series(1, 5000)"
        )
        async with desk.engine.begin() as connection:
            await connection.execute(ALONE)
            asked = {"campaigns": [shop], "now": NOON, "most": 1024}
            found = await connection.execute(text(f"EXPLAIN {DUE}"), asked)
            return "\n".join(found.scalars())

    plan = played(database, play)
    assert plan.count("ix_contacts_due") >= 2
    assert not any(slow in plan for slow in ("Seq Scan", "Bitmap", "Sort", "Hash"))


def test_a_number_forbidden_after_the_claim_is_not_dialled(database: URL) -> None:
    async def play(desk: Desk) -> bool:
        await desk.contact(await desk.campaign(), FIRST, SECOND)
        claimed = await desk.one()
        async with desk.engine.begin() as connection:
            await forbid(connection, SECOND, since=NOON, reason="asked")
        return await desk.dial(claimed.lease_id)

    assert not played(database, play)


def test_nobody_is_claimed_where_there_is_no_line(database: URL) -> None:
    async def play(desk: Desk) -> None:
        await desk.contacts(await desk.campaign(), 1)
        assert await desk.claim(0) == ()
        assert await desk.claim(4, trunks=()) == ()
        full = (TrunkBudget(name="main", lines=0),)
        assert await desk.claim(4, trunks=full, house=HOUSE) == ()

    played(database, play)


def test_a_contact_that_makes_no_sense_stops_no_other(
    database: URL, caplog: pytest.LogCaptureFixture
) -> None:
    async def play(desk: Desk) -> None:
        shop = await desk.campaign()
        nowhere = await desk.contact(shop, FIRST, zone="Europe/Nowhere")
        broken = await desk.contact(shop, SECOND)
        await desk.run(
            "UPDATE contacts SET state = jsonb_set(state, '{promises}', '\"many\"')"
            f" WHERE id = {broken}"
        )
        await desk.contact(shop, THIRD)
        assert numbers(await desk.claim(3)) == [THIRD]
        waits = await desk.rows(
            "SELECT id FROM contacts WHERE next_at > '2026-11-23 09:59+00' ORDER BY id"
        )
        assert waits == [(nowhere,), (broken,)]

    played(database, play)
    assert {record.message for record in caplog.records} == {
        "contact_unreadable",
        "contact_unusable",
    }
    assert FIRST not in caplog.text
