"""How calls begin and end, on real SIP between processes."""

import asyncio
import socket
import threading

import pytest

from sip.endpoint import open_line
from sip.errors import AddressNotLocal, InvalidSipUri, LineBusy, LineClosed, PortTaken
from sip.leg import Answered, Disposition, Ended, HungUpBy, Ringing
from sip.subscriber_process import SubscriberProcess
from tests.sip.calling import line_and_phone, live, local, place, taken

pytestmark = pytest.mark.live


def test_an_answered_call_ends_when_the_robot_hangs_up() -> None:
    async def scene() -> None:
        async with line_and_phone("--ring", "100ms") as (line, phone):
            call = await place(line, phone.uri)
            assert call.leg.remote_uri == phone.uri
            await call.until(Answered)
            await call.leg.hang_up()
            await call.leg.hang_up()
            end = await call.ended()
            report = await phone.report()
        assert [type(event) for event in call.events] == [Ringing, Answered, Ended]
        assert end.disposition is Disposition.ANSWERED
        assert end.sip_code == 200
        assert end.hung_up_by is HungUpBy.ROBOT
        assert report["hung_up_by"] == "peer"
        assert report["call_id"] == call.leg.call_id

    live(scene)


def test_an_answered_call_ends_when_the_subscriber_hangs_up() -> None:
    async def scene() -> None:
        options = ("--ring", "100ms", "--hang-up-after", "300ms")
        async with line_and_phone(*options) as (line, phone):
            call = await place(line, phone.uri)
            end = await call.ended()
        assert end.hung_up_by is HungUpBy.CALLER
        assert end.disposition is Disposition.ANSWERED

    live(scene)


@pytest.mark.parametrize(
    ("options", "disposition", "sip_code"),
    [
        (("--busy",), Disposition.BUSY, 486),
        (("--decline", "--ring", "100ms"), Disposition.REJECTED, 603),
        (("--unavailable",), Disposition.UNAVAILABLE, 480),
    ],
)
def test_a_call_that_is_not_taken_says_why(
    options: tuple[str, ...], disposition: Disposition, sip_code: int
) -> None:
    async def scene() -> None:
        async with line_and_phone(*options) as (line, phone):
            call = await place(line, phone.uri)
            end = await call.ended()
            report = await phone.report()
        assert (end.disposition, end.sip_code) == (disposition, sip_code)
        assert end.hung_up_by is None
        assert (report["disposition"], report["sip_code"]) == (disposition, sip_code)

    live(scene)


def test_a_telephone_that_rings_too_long_is_no_answer() -> None:
    async def scene() -> None:
        async with line_and_phone("--no-answer") as (line, phone):
            call = await place(line, phone.uri, ring_s=0.5)
            end = await call.ended()
            report = await phone.report()
        assert (end.disposition, end.sip_code) == (Disposition.NO_ANSWER, 487)
        assert report["disposition"] == "no_answer"

    live(scene)


def test_an_address_where_nobody_listens_fails_after_the_ring_time() -> None:
    async def scene() -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
            deaf.bind(("127.0.0.1", 0))
            async with open_line(local()) as line:
                uri = f"sip:nobody@127.0.0.1:{deaf.getsockname()[1]}"
                call = await place(line, uri, ring_s=0.3)
                end = await call.ended()
        assert (end.disposition, end.sip_code) == (Disposition.FAILED, 0)

    live(scene)


def test_a_host_that_does_not_exist_is_a_failed_call_and_not_an_error() -> None:
    async def scene() -> None:
        async with open_line(local()) as line:
            call = await place(line, "sip:somebody@no-such-host.invalid", ring_s=5)
            end = await call.ended()
        assert end.disposition is Disposition.FAILED

    live(scene)


def test_the_caller_is_answered_and_may_hang_up() -> None:
    async def scene() -> None:
        async with open_line(local()) as line:
            options = ("--place", line.uri, "--hang-up-after", "300ms")
            async with SubscriberProcess(*options) as phone:
                call = await taken(line)
                await call.leg.answer()
                end = await call.ended()
                report = await phone.report()
        assert [type(event) for event in call.events] == [Answered, Ended]
        assert end.hung_up_by is HungUpBy.CALLER
        assert report["direction"] == "out"
        assert report["call_id"] == call.leg.call_id

    live(scene)


def test_an_inbound_call_that_the_robot_does_not_want_is_declined() -> None:
    async def scene() -> None:
        async with (
            open_line(local()) as line,
            SubscriberProcess("--place", line.uri) as phone,
        ):
            call = await taken(line)
            await call.leg.hang_up()
            end = await call.ended()
            report = await phone.report()
        assert end.disposition is Disposition.REJECTED
        assert report["disposition"] == "rejected"

    live(scene)


def test_commands_to_a_call_that_is_over_do_nothing() -> None:
    async def scene() -> None:
        async with line_and_phone("--busy") as (line, phone):
            call = await place(line, phone.uri)
            await call.ended()
            await call.leg.answer()
            await call.leg.press("1")
            await call.leg.hang_up()
            result = await call.leg.transfer("sip:manager@127.0.0.1", ring_s=5)
        assert result.disposition is Disposition.FAILED
        assert len(call.events) == 1

    live(scene)


def test_what_is_no_sip_address_is_refused_before_anything_is_sent() -> None:
    async def scene() -> None:
        async with open_line(local()) as line:
            with pytest.raises(InvalidSipUri):
                await line.place("79261234567", ring_s=5)

    live(scene)


def test_a_port_that_another_process_holds_is_named() -> None:
    async def scene() -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as holder:
            holder.bind(("127.0.0.1", 0))
            port = holder.getsockname()[1]
            with pytest.raises(PortTaken, match=f"127.0.0.1:{port}"):
                await open_line(local(port=port)).__aenter__()

    live(scene)


def test_an_address_of_another_machine_is_named() -> None:
    async def scene() -> None:
        with pytest.raises(AddressNotLocal, match=r"192\.0\.2\.1"):
            await open_line(local(bind="192.0.2.1")).__aenter__()

    live(scene)


def test_a_fifth_call_is_refused_both_ways_and_a_freed_slot_serves_again() -> None:
    async def scene() -> None:
        async with line_and_phone("--no-answer") as (line, phone):
            calls = [await place(line, phone.uri) for _ in range(4)]
            for call in calls:
                await call.until(Ringing)
            with pytest.raises(LineBusy):
                await line.place(phone.uri, ring_s=5)
            async with SubscriberProcess("--place", line.uri) as caller:
                assert (await caller.report())["disposition"] == "busy"
            await calls[0].leg.hang_up()
            await calls[0].ended()
            await phone.report()
            again = await place(line, phone.uri)
            await again.until(Ringing)

    live(scene)


def test_a_line_of_one_call_refuses_the_second_itself() -> None:
    async def scene() -> None:
        async with line_and_phone("--no-answer", max_calls=1) as (line, phone):
            call = await place(line, phone.uri)
            await call.until(Ringing)
            async with SubscriberProcess("--place", line.uri) as caller:
                assert (await caller.report())["disposition"] == "busy"
            with pytest.raises(LineBusy):
                await line.place(phone.uri, ring_s=5)

    live(scene)


def test_closing_the_line_ends_its_calls_and_takes_no_more() -> None:
    async def scene() -> None:
        async with SubscriberProcess("--ring", "100ms") as phone:
            async with open_line(local()) as line:
                call = await place(line, phone.uri)
                await call.until(Answered)
            end = await call.ended()
            report = await phone.report()
            with pytest.raises(LineClosed):
                await line.place(phone.uri, ring_s=5)
        assert end.hung_up_by is HungUpBy.ROBOT
        assert report["hung_up_by"] == "peer"

    live(scene)


def test_a_line_can_be_opened_again_and_leaves_no_thread_behind() -> None:
    async def scene() -> None:
        for _ in range(3):
            async with open_line(local()) as line:
                assert line.uri.startswith("sip:voicebot@127.0.0.1:")

    live(scene)
    assert "pjsip" not in {thread.name for thread in threading.enumerate()}


def test_a_peer_that_vanished_does_not_keep_a_hung_up_leg_open() -> None:
    async def scene() -> None:
        async with open_line(local()) as line:
            async with SubscriberProcess("--ring", "100ms") as phone:
                call = await place(line, phone.uri)
                await call.until(Answered)
                phone.kill()
            await call.leg.hang_up()
            async with asyncio.timeout(5):
                end = await call.ended()
        assert end.hung_up_by is HungUpBy.ROBOT

    live(scene)
