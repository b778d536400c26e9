"""Keys both ways, and blind transfers with their result."""

import asyncio

import pytest

from sip.leg import Answered, Disposition, HungUpBy, KeyPressed, TransferResult
from sip.subscriber_process import SubscriberProcess
from tests.sip.calling import line_and_phone, live, place

pytestmark = pytest.mark.live


def test_keys_that_the_subscriber_presses_arrive_in_order() -> None:
    async def scene() -> None:
        options = ("--ring", "100ms", "--press", "12#@200ms", "--press", "*0@1s")
        async with line_and_phone(*options) as (line, phone):
            call = await place(line, phone.uri)
            await call.until_ticks(
                lambda _ticks: KeyPressed(key="0") in call.events,
            )
        keys = [event.key for event in call.events if isinstance(event, KeyPressed)]
        assert keys == ["1", "2", "#", "*", "0"]

    live(scene)


def test_keys_that_the_robot_presses_arrive_too() -> None:
    async def scene() -> None:
        options = ("--ring", "100ms", "--hang-up-after", "1500ms")
        async with line_and_phone(*options) as (line, phone):
            call = await place(line, phone.uri)
            await call.until(Answered)
            await call.leg.press("42#")
            with pytest.raises(ValueError, match="keys"):
                await call.leg.press("x")
            assert (await phone.report())["keys"] == "42#"

    live(scene)


async def transferred(
    *manager_options: str, disposition: Disposition, ring_s: float
) -> TransferResult:
    """Place a call, transfer it, check that it is still there, and hang up."""
    async with (
        SubscriberProcess("--name", "manager", *manager_options) as manager,
        line_and_phone("--ring", "100ms") as (line, phone),
    ):
        call = await place(line, phone.uri)
        await call.until(Answered)
        result = await call.leg.transfer(manager.uri, ring_s=ring_s)
        await call.leg.hang_up()
        end = await call.ended()
        assert end.hung_up_by is HungUpBy.ROBOT
        if disposition is not Disposition.NO_ANSWER:  # there the target still rings
            reports = [await phone.report(), await phone.report()]
            first_call = next(told for told in reports if told["direction"] == "in")
            target_call = next(told for told in reports if told is not first_call)
            assert first_call["transfers"][0]["to"] == manager.uri
            assert first_call["transfers"][0]["disposition"] == disposition
            assert target_call["direction"] == "transferred"
    return result


def test_a_transfer_that_the_manager_answers_connects_the_subscriber() -> None:
    options = ("--ring", "200ms", "--hang-up-after", "500ms")
    result = live(
        lambda: transferred(*options, disposition=Disposition.ANSWERED, ring_s=5)
    )
    assert result.is_connected
    assert result.sip_code == 200


@pytest.mark.parametrize(
    ("option", "disposition", "sip_code"),
    [
        ("--busy", Disposition.BUSY, 486),
        ("--unavailable", Disposition.UNAVAILABLE, 480),
        ("--no-answer", Disposition.NO_ANSWER, 0),
    ],
)
def test_a_transfer_that_fails_says_why_and_leaves_the_call(
    option: str, disposition: Disposition, sip_code: int
) -> None:
    result = live(lambda: transferred(option, disposition=disposition, ring_s=1.0))
    assert (result.disposition, result.sip_code) == (disposition, sip_code)


def test_the_call_s_end_ends_a_transfer_that_waits() -> None:
    async def scene() -> TransferResult:
        async with (
            SubscriberProcess("--no-answer") as manager,
            line_and_phone("--ring", "100ms", "--hang-up-after", "500ms") as opened,
        ):
            line, phone = opened
            call = await place(line, phone.uri)
            await call.until(Answered)
            async with asyncio.timeout(5):
                return await call.leg.transfer(manager.uri, ring_s=10)

    assert live(scene).disposition is Disposition.FAILED
