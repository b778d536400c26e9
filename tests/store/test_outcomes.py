from dataclasses import replace

import pytest
from procrastinate.exceptions import ConnectorException
from sqlalchemy import URL

from tests.store.dialling import HOUSE, NOON, Desk, after, played
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.lists import Lists
from voicebot.store.claims import Claim
from voicebot.store.jobs import OWED_MESSAGES, JobOrder
from voicebot.store.outcomes import keep_outcome

FIRST, SECOND = "+74950000001", "+74950000002"
TWICE = "retries: {no_answer: {series: [{attempts: 2, every: 1h}]}}\n"
OWING = """
retries:
  no_answer: {series: [{attempts: 1, message: offer}, {attempts: 1, every: 1h}]}
messages: {offer: text}
"""
Result = AttemptResult


async def on_the_line(desk: Desk, rules: str = TWICE) -> Claim:
    await desk.contact(await desk.campaign(rules=rules), FIRST)
    return await desk.called()


def test_an_outcome_keeps_attempt_and_state_and_gives_the_line_back(
    database: URL,
) -> None:
    async def play(desk: Desk) -> None:
        call = await on_the_line(desk)
        state = await desk.end(call)
        assert state == await desk.state(call.contact_id)
        assert state is not None
        assert state.next_at == after(hours=1)
        ((result, campaign, lease, node, trunk),) = await desk.rows(
            "SELECT result, campaign_id, lease_id, node, trunk FROM attempts"
        )
        assert (result, campaign, lease) == (
            "no_answer",
            call.campaign_id,
            call.lease_id,
        )
        assert (node, trunk) == ("here", "main")
        assert await desk.count("leases") == 0
        assert await desk.count("contacts WHERE is_claimed") == 0

    played(database, play)


def test_an_outcome_that_is_told_twice_counts_once(database: URL) -> None:
    async def play(desk: Desk) -> None:
        call = await on_the_line(desk)
        assert await desk.end(call) == await desk.end(call)
        assert await desk.count("attempts") == 1
        assert (await desk.state(call.contact_id)).dialled.total == 1

    played(database, play)


def test_an_outcome_of_no_call_changes_nothing(database: URL) -> None:
    async def play(desk: Desk) -> None:
        call = await on_the_line(desk)
        assert await desk.end(replace(call, lease_id=404)) is None
        assert await desk.count("attempts") == 0

    played(database, play)


def test_a_recording_is_found_by_its_attempt(database: URL) -> None:
    async def play(desk: Desk) -> object:
        call = await on_the_line(desk)
        talk = Attempt(at=NOON, phone=FIRST, result=Result.ANSWERED, talked_s=9)
        await keep_outcome(
            desk.engine, call.lease_id, talk, call.rules, HOUSE, call_folder="a/b"
        )
        return await desk.rows("SELECT call_folder, talked_s FROM attempts")

    assert played(database, play) == [("a/b", 9.0)]


@pytest.mark.parametrize("times", [1, 2])
def test_an_answer_that_json_cannot_hold_does_not_lose_the_call(
    database: URL, times: int
) -> None:
    said = {"name": "Ан\0на", "city": "\ud800", "opinion": "всё «хорошо»"}

    async def play(desk: Desk) -> object:
        call = await on_the_line(desk)
        talk = Attempt(at=NOON, phone=FIRST, result=Result.ANSWERED, fields=said)
        for _ in range(times):
            await keep_outcome(desk.engine, call.lease_id, talk, call.rules, HOUSE)
        return await desk.rows("SELECT fields FROM attempts")

    kept = {"name": "Анна", "city": "?", "opinion": "всё «хорошо»"}
    assert played(database, play) == [(kept,)]


def test_messages_owed_and_jobs_of_the_caller_are_deferred_with_the_outcome(
    database: URL,
) -> None:
    jobs = "SELECT task_name, args, status::text FROM procrastinate_jobs ORDER BY id"

    async def play(desk: Desk) -> None:
        call = await on_the_line(desk, OWING)
        busy = Attempt(at=NOON, phone=FIRST, result=Result.NO_ANSWER)
        order = JobOrder(task="tell_crm", arguments={"lease_id": call.lease_id})
        for _ in range(2):
            await keep_outcome(
                desk.engine, call.lease_id, busy, call.rules, HOUSE, jobs=[order]
            )
        assert await desk.rows(jobs) == [
            ("tell_crm", {"lease_id": call.lease_id}, "todo"),
            (OWED_MESSAGES, {"contact_id": call.contact_id}, "todo"),
        ]

    played(database, play)


def test_an_outcome_that_cannot_be_kept_whole_is_not_kept_at_all(
    database: URL,
) -> None:
    """Jobs cannot be deferred here, and they come last."""

    async def play(desk: Desk) -> None:
        call = await on_the_line(desk, OWING)
        before = await desk.state(call.contact_id)
        await desk.run("ALTER TABLE procrastinate_jobs RENAME TO away")
        with pytest.raises(ConnectorException):
            await desk.end(call)
        assert await desk.count("attempts") == 0
        assert await desk.count("leases") == 1
        assert await desk.state(call.contact_id) == before
        await desk.run("ALTER TABLE away RENAME TO procrastinate_jobs")
        assert await desk.end(call) is not None
        assert await desk.count("procrastinate_jobs") == 1

    played(database, play)


def test_who_asks_never_to_be_called_is_called_by_no_campaign_any_more(
    database: URL,
) -> None:
    async def play(desk: Desk) -> None:
        call = await on_the_line(desk)
        debt = await desk.campaign("debt")
        waits = await desk.contact(debt, SECOND, FIRST)
        other = await desk.contact(debt, "+74950000003")
        await desk.end(call, Result.ANSWERED, is_do_not_call=True)
        for contact in (call.contact_id, waits):
            assert (await desk.state(contact)).list == Lists.DO_NOT_CALL
        assert (await desk.state(other)).finished_at is None
        ((number, reason),) = await desk.rows("SELECT number, reason FROM do_not_call")
        assert number == FIRST
        assert call.campaign in str(reason)

    played(database, play)


def test_who_is_in_another_call_when_forbidden_is_done_with_after_it(
    database: URL,
) -> None:
    """Their second number is being called while their first asks for peace."""

    async def play(desk: Desk) -> None:
        shop = await desk.campaign(rules=TWICE)
        await desk.contact(shop, FIRST)
        first = await desk.called()
        debt = await desk.campaign("debt", rules=TWICE)
        contact = await desk.contact(debt, SECOND, FIRST)
        second = await desk.called()
        assert second.contact_id == contact
        await desk.end(first, Result.ANSWERED, is_do_not_call=True)
        state = await desk.end(second)
        assert state is not None
        assert (state.list, state.next_at) == (Lists.DO_NOT_CALL, None)
        assert await desk.claim(9, now=after(hours=2)) == ()

    played(database, play)
