"""Channels and calls per second of a trunk."""

import time

import pytest

from sip.errors import TrunksBusy
from sip.leg import Ringing
from sip.subscriber_process import SubscriberProcess
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
