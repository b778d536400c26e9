"""Calls to a foreign SIP stack: sipp plays what a trunk may answer."""

import pytest

from sip.endpoint import open_line
from sip.leg import Answered, Disposition, Ended, HungUpBy, KeyPressed
from tests.sip.calling import live, local, place
from tests.sip.sipp_peer import sipp

pytestmark = pytest.mark.live


@pytest.mark.parametrize(
    ("scenario", "disposition", "sip_code"),
    [
        ("busy", Disposition.BUSY, 486),
        ("unavailable_with_cause", Disposition.NO_ANSWER, 480),
        ("overloaded", Disposition.FAILED, 503),
    ],
)
def test_a_trunk_s_refusal_is_understood(
    scenario: str, disposition: Disposition, sip_code: int
) -> None:
    async def scene() -> Ended:
        async with sipp(scenario) as uri, open_line(local()) as line:
            return await (await place(line, uri)).ended()

    end = live(scene)
    assert (end.disposition, end.sip_code) == (disposition, sip_code)


def test_a_key_by_sip_info_and_the_far_end_s_bye_are_understood() -> None:
    async def scene() -> None:
        async with sipp("answers_then_bye") as uri, open_line(local()) as line:
            call = await place(line, uri)
            end = await call.ended()
        assert KeyPressed(key="5") in call.events
        assert end.disposition is Disposition.ANSWERED
        assert end.hung_up_by is HungUpBy.CALLER

    live(scene)


def test_a_call_whose_audio_never_comes_is_hung_up_though_its_clock_goes_on() -> None:
    async def scene() -> None:
        async with (
            sipp("answers_and_is_silent") as uri,
            open_line(local(rtp_silence_s=1.0)) as line,
        ):
            call = await place(line, uri)
            end = await call.ended()
        assert end.hung_up_by is HungUpBy.RTP_SILENCE
        assert len(call.played) == pytest.approx(8000 * 1.25, rel=0.4)
        assert not call.heard.any()

    live(scene)


def test_a_refused_transfer_is_failed_and_the_call_stays() -> None:
    async def scene() -> None:
        async with sipp("refuses_transfer") as uri, open_line(local()) as line:
            call = await place(line, uri)
            await call.until(Answered)
            result = await call.leg.transfer("sip:manager@127.0.0.1:9", ring_s=5)
            assert not any(isinstance(event, Ended) for event in call.events)
            await call.leg.hang_up()
            end = await call.ended()
        assert (result.disposition, result.sip_code) == (Disposition.FAILED, 603)
        assert end.hung_up_by is HungUpBy.ROBOT

    live(scene)


def test_a_robot_does_not_call_where_a_stranger_s_transfer_points() -> None:
    async def scene() -> Ended:
        async with sipp("asks_for_transfer") as uri, open_line(local()) as line:
            return await (await place(line, uri)).ended()

    assert live(scene).hung_up_by is HungUpBy.CALLER
