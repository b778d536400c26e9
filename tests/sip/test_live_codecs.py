"""What two sides agree on for the sound: codecs, and ports of a range."""

import asyncio
from pathlib import Path

import pytest

from sip.endpoint import open_line
from sip.leg import Answered
from sip.subscriber_process import SubscriberProcess
from tests.sip.calling import live, local, place
from tests.sip.sounds import babble, likeness, saved

pytestmark = pytest.mark.live


def test_a_codec_that_is_agreed_on_is_the_first_of_both(tmp_path: Path) -> None:
    sent = babble(2.0, seed=6)

    async def scene() -> list[float]:
        say = ("--say", saved(tmp_path / "sent.wav", sent), "--hang-up-after", "2600ms")
        options = ("--codec", "G722", "--ring", "100ms", *say)
        async with SubscriberProcess(*options) as phone:
            settings = local(codecs=("PCMA", "G722"))
            async with open_line(settings) as line:
                call = await place(line, phone.uri)
                await call.ended()
        return likeness(sent, call.heard)

    found = sorted(live(scene))
    assert found[-2] > 0.9, found


def test_two_sides_without_a_common_codec_do_not_talk() -> None:
    async def scene() -> None:
        async with (
            SubscriberProcess("--codec", "G722") as phone,
            open_line(local(codecs=("PCMA",))) as line,
        ):
            end = await (await place(line, phone.uri)).ended()
        assert end.sip_code == 488

    live(scene)


def test_calls_share_a_small_range_of_rtp_ports() -> None:
    async def scene() -> None:
        async with (
            SubscriberProcess("--ring", "100ms") as phone,
            open_line(local(rtp_ports=(21000, 21007))) as line,
        ):
            calls = [await place(line, phone.uri) for _ in range(3)]
            for call in calls:
                await call.until(Answered)
            await asyncio.gather(*(call.leg.hang_up() for call in calls))
            for call in calls:
                await call.ended()

    live(scene)
