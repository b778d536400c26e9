"""A trunk that fails leaves the call to the next; an answer does not."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from sip.endpoint import PjsuaLine
from sip.leg import Answered, Disposition
from sip.subscriber_process import SubscriberProcess
from tests.sip.calling import live, place
from tests.sip.sipp_peer import sipp
from tests.sip.trunk_peers import NUMBER, deaf, line_by, next_state, trunk

pytestmark = pytest.mark.live


@asynccontextmanager
async def silent_then_busy() -> AsyncIterator[PjsuaLine]:
    """A line with two trunks: nobody answers the first, the second's number is busy."""
    with deaf() as silent:
        async with (
            SubscriberProcess("--busy") as phone,
            line_by(
                trunk(silent, "first", keep_alive_s=60.0),
                trunk(phone.uri, "second"),
                no_response_s=1.0,
            ) as line,
        ):
            yield line


def test_a_trunk_s_failure_leaves_the_call_to_the_next_one() -> None:
    async def scene() -> None:
        async with (
            sipp("overloaded") as failing,
            SubscriberProcess("--ring", "100ms") as phone,
            line_by(trunk(failing, "first"), trunk(phone.uri, "second")) as line,
        ):
            call = await place(line, NUMBER)
            await call.until(Answered)
            await call.leg.hang_up()
            end = await call.ended()
            report = await phone.report()
        assert end.disposition is Disposition.ANSWERED
        assert report["call_id"] == call.leg.call_id

    live(scene)


def test_a_silent_trunk_is_left_in_time_and_avoided_afterwards() -> None:
    async def scene() -> None:
        async with silent_then_busy() as line:
            assert not (await next_state(line)).is_up
            began_s = time.monotonic()
            second = await place(line, NUMBER)
            assert (await second.ended()).disposition is Disposition.BUSY
            assert time.monotonic() - began_s < 1.0

    live(scene)


def test_a_trunk_that_falls_silent_is_noticed_by_a_call() -> None:
    async def scene() -> None:
        async with silent_then_busy() as line:
            call = await place(line, NUMBER)
            end = await call.ended()
            first, _second = line.trunks
        assert end.disposition is Disposition.BUSY
        assert not first.is_up

    live(scene)


@pytest.mark.parametrize(
    ("scenario", "disposition", "sip_code"),
    [
        ("busy", Disposition.BUSY, 486),
        ("unavailable_with_cause", Disposition.NO_ANSWER, 480),
        ("overloaded_but_busy", Disposition.BUSY, 503),
        ("rings_then_fails", Disposition.FAILED, 503),
        ("not_acceptable", Disposition.FAILED, 488),
    ],
)
def test_what_the_subscriber_answered_goes_to_no_other_trunk(
    scenario: str, disposition: Disposition, sip_code: int
) -> None:
    async def scene() -> None:
        async with (
            sipp(scenario) as answering,
            SubscriberProcess() as other,
            line_by(trunk(answering, "first"), trunk(other.uri, "second")) as line,
        ):
            call = await place(line, NUMBER)
            end = await call.ended()
        assert (end.disposition, end.sip_code) == (disposition, sip_code)

    live(scene)


def test_when_all_trunks_fail_the_last_one_s_answer_counts() -> None:
    async def scene() -> None:
        with deaf() as silent:
            async with (
                sipp("overloaded") as failing,
                line_by(
                    trunk(silent, "first"),
                    trunk(failing, "second"),
                    no_response_s=0.5,
                ) as line,
            ):
                end = await (await place(line, NUMBER)).ended()
        assert (end.disposition, end.sip_code) == (Disposition.FAILED, 503)

    live(scene)


def test_a_call_that_is_hung_up_between_two_trunks_ends() -> None:
    async def scene() -> None:
        with deaf() as silent, deaf() as other:
            async with line_by(
                trunk(silent, "first"), trunk(other, "second"), no_response_s=0.5
            ) as line:
                call = await place(line, NUMBER)
                await asyncio.sleep(0.5)  # about when the first is given up
                await call.leg.hang_up()
                end = await call.ended()
        assert end.disposition is Disposition.FAILED

    live(scene)
