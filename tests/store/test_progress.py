from sqlalchemy import URL

from tests.store.dialling import NOON, Desk, after, played
from voicebot.campaign.attempt import AttemptResult
from voicebot.store.progress import progress_of

RULES = """
retries: {no_answer: {series: [{attempts: 2, every: 2h}]}}
lists: {later: {list: подумает, again: 1y}}
"""
Result = AttemptResult


def test_progress_adds_up(database: URL) -> None:
    async def play(desk: Desk) -> None:
        shop = await desk.campaign(rules=RULES)
        await desk.contacts(shop, 6)
        await desk.contacts(await desk.campaign("other"), 3, "496")
        calls = [each for each in await desk.claim(9) if each.campaign_id == shop]
        for call in calls[:5]:
            assert await desk.dial(call.lease_id)
        await desk.end(calls[0], Result.ANSWERED, outcome="agreed")
        await desk.end(calls[1], Result.ANSWERED, outcome="agreed")
        await desk.end(calls[2], Result.ANSWERED, outcome="later")
        await desk.end(calls[3], Result.NO_ANSWER, at=after(hours=-2))
        async with desk.engine.begin() as connection:
            told = await progress_of(connection, shop, NOON)
        assert (told.contacts, told.finished, told.waiting) == (6, 2, 2)
        assert (told.claimed, told.dialled) == (2, 1)
        assert (told.due, told.next_at) == (1, NOON)
        assert told.lists == {"agreed": 2, "подумает": 1}
        assert told.results == {Result.ANSWERED: 3, Result.NO_ANSWER: 1}
        assert told.attempts == 4
        assert told.hours == {after(hours=-2): 1, NOON: 3}

    played(database, play)


def test_a_campaign_of_which_nothing_is_known_yet_counts_nothing(
    database: URL,
) -> None:
    async def play(desk: Desk) -> None:
        shop = await desk.campaign()
        async with desk.engine.begin() as connection:
            told = await progress_of(connection, shop, NOON)
        assert (told.contacts, told.attempts, told.next_at) == (0, 0, None)

    played(database, play)
