import pytest
from sqlalchemy import URL

from tests.store.dialling import NOON, Desk, after, played
from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.lists import Lists
from voicebot.store.attempts import attempts_of
from voicebot.store.campaigns import CampaignStatus
from voicebot.store.claims import Claim
from voicebot.store.leases import Recovered, keep_alive, release

FIRST = "+74950000001"
RULES = "retries: {no_answer: {series: [{attempts: 3, every: 1h}]}}\n"
Result = AttemptResult


async def claimed(desk: Desk) -> Claim:
    await desk.contact(await desk.campaign(rules=RULES), FIRST)
    return await desk.one()


def test_a_lease_is_dialled_once_at_most(database: URL) -> None:
    async def play(desk: Desk) -> list[bool]:
        lease = (await claimed(desk)).lease_id
        return [await desk.dial(lease) for _ in range(2)]

    assert played(database, play) == [True, False]


def test_a_lease_that_is_gone_is_not_dialled(database: URL) -> None:
    async def play(desk: Desk) -> None:
        found = await claimed(desk)
        assert await desk.recover(after(seconds=31)) == Recovered(released=1)
        assert not await desk.dial(found.lease_id)
        again = await desk.one(now=after(seconds=31))
        assert (again.contact_id, again.state) == (found.contact_id, found.state)

    played(database, play)


def test_a_campaign_that_was_stopped_dials_nobody_it_had_claimed(
    database: URL,
) -> None:
    async def play(desk: Desk) -> None:
        found = await claimed(desk)
        await desk.status(found.campaign_id, CampaignStatus.PAUSED)
        assert not await desk.dial(found.lease_id)
        async with desk.engine.begin() as connection:
            assert await release(connection, found.lease_id) == 1
        await desk.status(found.campaign_id, CampaignStatus.RUNNING)
        assert (await desk.one()).contact_id == found.contact_id

    played(database, play)


def test_a_dialled_lease_is_not_released(database: URL) -> None:
    async def play(desk: Desk) -> None:
        found = await claimed(desk)
        assert await desk.dial(found.lease_id)
        async with desk.engine.begin() as connection:
            assert await release(connection, found.lease_id) == 0
        assert await desk.claim(9) == ()

    played(database, play)


def test_who_is_heard_of_keeps_its_leases(database: URL) -> None:
    async def play(desk: Desk) -> None:
        mine = await claimed(desk)
        await desk.contact(mine.campaign_id, "+74950000002")
        (theirs,) = await desk.claim(1, holder="there")
        async with desk.engine.begin() as connection:
            kept = await keep_alive(connection, "here", after(seconds=20))
        assert kept == {mine.lease_id}
        assert await desk.recover(after(seconds=45)) == Recovered(released=1)
        async with desk.engine.begin() as connection:
            assert await keep_alive(connection, "there", NOON) == frozenset()
        left = await desk.rows("SELECT id, number FROM leases")
        assert left == [(mine.lease_id, FIRST)]
        assert not await desk.dial(theirs.lease_id)

    played(database, play)


def test_a_call_whose_holder_is_silent_counts_as_a_failed_attempt(
    database: URL,
) -> None:
    async def play(desk: Desk) -> None:
        call = await claimed(desk)
        assert await desk.dial(call.lease_id, after(seconds=1))
        assert await desk.recover(after(seconds=30)) == Recovered()
        assert await desk.recover(after(seconds=32)) == Recovered(failed=1)
        assert await desk.recover(after(seconds=99)) == Recovered()
        async with desk.engine.begin() as connection:
            (attempt,) = await attempts_of(connection, call.contact_id)
        assert (attempt.result, attempt.at) == (Result.FAILED, after(seconds=1))
        state = await desk.state(call.contact_id)
        assert state.dialled.total == 1
        assert state.next_at == after(seconds=601)

    played(database, play)


def test_the_end_of_a_recovered_call_is_believed_when_it_is_told_at_last(
    database: URL,
) -> None:
    async def play(desk: Desk) -> None:
        call = await claimed(desk)
        await desk.dial(call.lease_id)
        await desk.recover(after(minutes=1))
        for _ in range(2):
            state = await desk.end(call, Result.ANSWERED, outcome="interested")
            assert state is not None
            assert (state.list, state.dialled.total) == ("interested", 1)
            assert await desk.state(call.contact_id) == state
        assert await desk.rows("SELECT result, outcome FROM attempts") == [
            ("answered", "interested")
        ]
        assert await desk.claim(9, now=after(hours=2)) == ()

    played(database, play)


def test_a_late_end_changes_no_state_when_somebody_called_again_meanwhile(
    database: URL,
) -> None:
    async def play(desk: Desk) -> None:
        lost = await claimed(desk)
        await desk.dial(lost.lease_id)
        await desk.recover(after(minutes=1))
        later = after(minutes=11)
        second = await desk.called(now=later)
        late = await desk.end(lost, Result.ANSWERED, outcome="interested")
        assert late is not None
        assert (late.list, late.dialled.total) == (None, 1)
        state = await desk.end(second, at=later)
        assert state is not None
        assert state.dialled.total == 2
        await desk.end(lost, Result.ANSWERED, outcome="interested")
        assert await desk.state(lost.contact_id) == state
        results = await desk.rows("SELECT result FROM attempts ORDER BY id")
        assert results == [("answered",), ("no_answer",)]

    played(database, play)


def test_a_late_wish_never_to_be_called_is_kept_whatever_came_between(
    database: URL,
) -> None:
    async def play(desk: Desk) -> None:
        lost = await claimed(desk)
        await desk.dial(lost.lease_id)
        await desk.recover(after(minutes=1))
        second = await desk.called(now=after(minutes=11))
        await desk.end(lost, Result.ANSWERED, is_do_not_call=True)
        state = await desk.end(second)
        assert state is not None
        assert state.list == Lists.DO_NOT_CALL

    played(database, play)


def test_a_late_promise_is_kept_where_nobody_called_since(database: URL) -> None:
    async def play(desk: Desk) -> None:
        lost = await claimed(desk)
        await desk.dial(lost.lease_id)
        await desk.recover(after(minutes=1))
        at_two = after(hours=2)
        await desk.end(lost, Result.ANSWERED, promised_at=at_two)
        state = await desk.state(lost.contact_id)
        assert (state.promised_at, state.next_at) == (at_two, at_two)

    played(database, play)


def test_a_lease_whose_campaign_cannot_be_read_any_more_is_recovered_too(
    database: URL,
) -> None:
    async def play(desk: Desk) -> Recovered:
        lost = await claimed(desk)
        await desk.dial(lost.lease_id)
        await desk.run("UPDATE campaigns SET rules = 'broken: ['")
        return await desk.recover(after(minutes=1))

    assert played(database, play) == Recovered(failed=1)


def test_a_lease_that_cannot_be_recovered_stops_no_other(
    database: URL, caplog: pytest.LogCaptureFixture
) -> None:
    async def play(desk: Desk) -> None:
        first = await claimed(desk)
        await desk.dial(first.lease_id)
        await desk.contact(first.campaign_id, "+74950000002")
        second = await desk.called()
        spoilt = "UPDATE contacts SET state = jsonb_set(state, '{promises}', '{}')"
        await desk.run(f"{spoilt} WHERE id = {first.contact_id}")
        assert await desk.recover(after(minutes=1)) == Recovered(failed=1)
        assert await desk.rows("SELECT id FROM leases") == [(first.lease_id,)]
        assert (await desk.state(second.contact_id)).dialled.total == 1

    played(database, play)
    assert [record.message for record in caplog.records] == ["lease_unrecoverable"]
