"""Channels and calls per second of a trunk."""

import time

import pytest

from sip.errors import TrunksBusy
from sip.leg import Ringing
from sip.subscriber_process import SubscriberProcess
from sip.trunk import Trunk
from tests.sip.calling import live, place, taken
from tests.sip.trunk_peers import ELSEWHERE, NUMBER, line_by, trunk

pytestmark = pytest.mark.live


def test_a_trunk_s_channels_overflow_to_the_next_trunk_and_then_to_nobody() -> None:
    async def scene() -> None:
        async with (
            SubscriberProcess("--no-answer") as small,
            SubscriberProcess("--no-answer") as large,
            line_by(
                trunk(small.uri, "small", channels=1),
                trunk(large.uri, "large", channels=1),
            ) as line,
        ):
            first = await place(line, NUMBER)
            second = await place(line, NUMBER)
            await first.until(Ringing)
            await second.until(Ringing)
            with pytest.raises(TrunksBusy, match="small, large"):
                await line.place(NUMBER, ring_s=5)
            await first.leg.hang_up()
            await first.ended()
            await small.report()
            third = await place(line, NUMBER)
            assert third.leg.remote_uri.endswith(small.uri.rpartition("@")[2])

    live(scene)


def test_an_address_at_a_trunk_takes_its_channels_too() -> None:
    async def scene() -> None:
        async with (
            SubscriberProcess("--no-answer") as phone,
            line_by(trunk(phone.uri, channels=1)) as line,
        ):
            first = await place(line, phone.uri)
            await first.until(Ringing)
            with pytest.raises(TrunksBusy):
                await line.place(phone.uri, ring_s=5)
            await first.leg.hang_up()
            await first.ended()
            second = await place(line, NUMBER)
            await second.until(Ringing)

    live(scene)


def test_calls_begin_no_faster_than_a_trunk_allows() -> None:
    async def scene() -> None:
        async with (
            SubscriberProcess("--busy") as phone,
            line_by(trunk(phone.uri, calls_per_s=4.0)) as line,
        ):
            began_s = time.monotonic()
            calls = [await place(line, NUMBER) for _ in range(3)]
            took_s = time.monotonic() - began_s
            for call in calls:
                await call.ended()
        assert took_s >= 0.5

    live(scene)


def test_a_trunk_s_inbound_calls_take_its_channels() -> None:
    async def scene() -> None:
        async with (
            SubscriberProcess("--bind", ELSEWHERE, "--busy") as peer,
            line_by(trunk(peer.uri, channels=1)) as line,
            SubscriberProcess("--bind", ELSEWHERE, "--place", line.uri),
        ):
            await taken(line)
            with pytest.raises(TrunksBusy):
                await line.place(NUMBER, ring_s=5)

    live(scene)


def test_one_call_more_than_a_trunk_has_channels_is_busy_for_its_caller() -> None:
    async def scene() -> None:
        by_trunk = ("--bind", ELSEWHERE, "--place")
        async with (
            line_by(
                Trunk(name="main", host=ELSEWHERE, channels=1, keep_alive_s=0)
            ) as line,
            SubscriberProcess(*by_trunk, line.uri),
        ):
            first = await taken(line)
            async with SubscriberProcess(*by_trunk, line.uri) as second:
                assert (await second.report())["sip_code"] == 486
            await first.leg.refuse(480)
            await first.ended()
            async with SubscriberProcess(*by_trunk, line.uri):
                await taken(line)

    live(scene)


@pytest.mark.parametrize(
    ("channels", "calls_per_s"), [(1, None), (None, 0.01)], ids=["channels", "pace"]
)
def test_an_agent_whom_the_trunk_s_limits_forbid_is_told_as_such(
    channels: int | None, calls_per_s: float | None
) -> None:
    async def scene() -> None:
        async with (
            SubscriberProcess("--no-answer") as provider,
            line_by(
                trunk(provider.uri, channels=channels, calls_per_s=calls_per_s)
            ) as line,
            SubscriberProcess("--bind", ELSEWHERE, "--place", line.uri),
        ):
            caller = await taken(line)
            agent = await caller.leg.call_agent(NUMBER, ring_s=15, wait_s=0)
            with pytest.raises(TrunksBusy, match="no trunk of main"):
                await caller.leg.call_agent(NUMBER, ring_s=15, wait_s=0.3)
            await agent.hang_up()

    live(scene)
