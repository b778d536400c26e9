from sqlalchemy import URL

from tests.store.dialling import ANY_TRUNK, NOON, Desk, after, played
from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.budget import TrunkBudget
from voicebot.store.claims import Claim


def test_a_campaign_takes_no_more_lines_than_its_own(database: URL) -> None:
    async def play(desk: Desk) -> list[int]:
        shop, debt = (
            await desk.campaign(rules="lines: 3\n"),
            await desk.campaign("debt"),
        )
        await desk.contacts(shop, 9, "495")
        await desk.contacts(debt, 2, "496")
        taken = [len(await desk.claim(2)) for _ in range(4)]
        assert await desk.count(f"leases WHERE campaign_id = {shop}") == 3
        return taken

    assert played(database, play) == [2, 2, 1, 0]


def test_a_trunk_carries_no_more_lines_than_it_has_whoever_asks(database: URL) -> None:
    trunks = (TrunkBudget(name="thin", lines=2), TrunkBudget(name="wide", lines=3))

    async def play(desk: Desk) -> None:
        await desk.contacts(await desk.campaign(), 9)
        first = await desk.claim(4, trunks=trunks, holder="a")
        assert [each.trunk for each in first] == ["thin", "thin", "wide", "wide"]
        second = await desk.claim(4, trunks=trunks, holder="b")
        assert [each.trunk for each in second] == ["wide"]
        assert await desk.claim(4, trunks=trunks) == ()
        await desk.end(first[0])
        (freed,) = await desk.claim(4, trunks=trunks)
        assert freed.trunk == "thin"

    played(database, play)


def test_a_campaign_goes_by_the_trunks_that_it_names(database: URL) -> None:
    async def play(desk: Desk) -> None:
        await desk.contacts(await desk.campaign(rules="trunks: [other]\n"), 2)
        assert await desk.claim(2) == ()
        both = (*ANY_TRUNK, TrunkBudget(name="other"))
        assert [each.trunk for each in await desk.claim(2, trunks=both)] == [
            "other"
        ] * 2

    played(database, play)


def test_calls_a_second_are_kept_to_the_millisecond_across_claims(
    database: URL,
) -> None:
    trunks = (TrunkBudget(name="main", calls_per_s=4),)

    async def play(desk: Desk) -> list[float]:
        await desk.contacts(await desk.campaign(), 30)
        found: list[Claim] = []
        for step in range(4):
            now = after(seconds=0.5 * step)
            found += await desk.claim(9, now=now, trunks=trunks, holder=str(step))
        return [(each.dial_at - NOON).total_seconds() for each in found]

    assert played(database, play) == [0.25 * place for place in range(11)]


def test_a_campaigns_own_pace_leaves_the_trunk_to_others(database: URL) -> None:
    async def play(desk: Desk) -> list[int]:
        slow = await desk.campaign("slow", "calls_per_second: 1\n")
        await desk.contacts(slow, 9, "495")
        await desk.contacts(await desk.campaign("free"), 9, "496")
        found = await desk.claim(9)
        return sorted(each.campaign_id - slow for each in found)

    assert played(database, play) == [0, 0, 1, 1, 1, 1, 1, 1, 1]


def test_lines_are_shared_by_the_campaigns_weights(database: URL) -> None:
    async def play(desk: Desk) -> list[int]:
        for name, share in (("one", 1), ("three", 3)):
            campaign = await desk.campaign(name, f"share: {share}\n")
            await desk.contacts(campaign, 20, f"49{share}")
        for _ in range(4):
            assert len(await desk.claim(2)) == 2
        found = await desk.rows(
            "SELECT count(*) FROM leases GROUP BY campaign_id ORDER BY campaign_id"
        )
        return [int(str(count)) for (count,) in found]

    assert played(database, play) == [2, 6]


def test_a_single_line_goes_round_among_campaigns(database: URL) -> None:
    async def play(desk: Desk) -> list[str]:
        for number, name in enumerate(("a", "b", "c")):
            await desk.contacts(await desk.campaign(name), 3, f"49{number}")
        names = []
        for second in range(6):
            call = await desk.one(now=after(seconds=second))
            names.append(call.campaign)
            await desk.end(call, AttemptResult.BUSY)
        return names

    assert played(database, play) == ["a", "b", "c", "a", "b", "c"]
