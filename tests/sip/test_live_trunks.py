"""Calls by trunks: passwords, failures, limits, and who may call in."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest

from sip.endpoint import PjsuaLine, open_line
from sip.errors import TrunksBusy
from sip.leg import Answered, Disposition, Ringing
from sip.subscriber_process import SubscriberProcess
from sip.trunk import Nat, NumberForm, SessionTimer, Trunk
from sip.trunk_health import Reply, TrunkState
from tests.sip.calling import live, local, place, taken
from tests.sip.sipp_peer import sipp
from tests.sip.stun_peer import stun

pytestmark = pytest.mark.live

NUMBER = "+7 926 123-45-67"
ELSEWHERE = "127.0.0.2"
"""Another address of this machine, as good as another machine."""


def trunk(uri: str, name: str = "main", **settings: Any) -> Trunk:
    """A trunk at a peer's address, by IP and without OPTIONS unless told otherwise."""
    host = uri.rpartition("@")[2]
    return Trunk(**{"name": name, "host": host, "keep_alive_s": 0.0, **settings})


@contextmanager
def deaf() -> Iterator[str]:
    """An address where everything is lost."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        yield f"sip:deaf@127.0.0.1:{peer.getsockname()[1]}"


@asynccontextmanager
async def line_by(*trunks: Trunk, **settings: Any) -> AsyncIterator[PjsuaLine]:
    async with open_line(local(trunks=trunks, **settings)) as line:
        yield line


async def next_state(line: PjsuaLine) -> TrunkState:
    async for state in line.trunk_changes():
        return state
    raise AssertionError("the line closed")


# Registration and keep-alive


def test_a_trunk_registers_with_its_password_and_unregisters_at_the_end() -> None:
    async def scene() -> None:
        async with sipp("registrar") as uri:
            main = trunk(
                uri,
                registers=True,
                username="74951112233",
                login="robot",
                password="secret",
            )
            async with line_by(main) as line:
                state = await next_state(line)
                assert state.registration == Reply(code=200, reason="OK")
                assert line.trunks == (state,)

    live(scene)


@pytest.mark.parametrize(
    ("scenario", "code"), [("registrar_asks_again", 401), ("registrar_forbids", 403)]
)
def test_a_trunk_that_does_not_let_us_in_is_down(scenario: str, code: int) -> None:
    async def scene() -> None:
        async with sipp(scenario) as uri:
            main = trunk(uri, registers=True, username="robot", password="wrong")
            async with line_by(main) as line:
                state = await next_state(line)
                assert state.registration
                assert state.registration.code == code
                assert not state.is_up

    live(scene)


def test_only_the_process_that_is_to_registers() -> None:
    async def scene() -> None:
        async with sipp("answers_options") as uri:
            main = trunk(uri, registers=True, keep_alive_s=30.0)
            async with line_by(main, registers=False) as line:
                state = await next_state(line)
                assert state.is_known
                assert state.registration is None

    live(scene)


@pytest.mark.parametrize(
    ("scenario", "code"), [("answers_options", 200), ("refuses_options", 405)]
)
def test_a_trunk_that_answers_options_is_up(scenario: str, code: int) -> None:
    async def scene() -> None:
        async with (
            sipp(scenario) as uri,
            line_by(trunk(uri, keep_alive_s=30.0)) as line,
        ):
            state = await next_state(line)
            assert state.options
            assert state.options.code == code
            assert state.is_up

    live(scene)


def test_codecs_that_a_trunk_names_are_told() -> None:
    async def scene() -> None:
        async with (
            sipp("answers_options_with_g729") as uri,
            line_by(trunk(uri, keep_alive_s=30.0)) as line,
        ):
            assert (await next_state(line)).codecs == ("G729",)

    live(scene)


def test_a_trunk_that_is_silent_is_down_and_a_line_closes_though_it_still_asks() -> (
    None
):
    async def scene() -> None:
        with deaf() as uri:
            main = trunk(uri, keep_alive_s=0.6)
            async with line_by(main, no_response_s=0.5) as line:
                state = await next_state(line)
                assert not state.is_up
                await next_state(line)

    live(scene)


def test_a_trunk_whose_name_nobody_knows_is_down_at_once() -> None:
    async def scene() -> None:
        main = trunk("sip:no-such-host.invalid", keep_alive_s=30.0)
        async with line_by(main) as line:
            assert not (await next_state(line)).is_up

    live(scene)


# Calls out


def test_a_number_goes_to_the_trunk_with_password_identity_and_session_timer() -> None:
    async def scene() -> None:
        async with sipp("trunk_with_password") as uri:
            main = trunk(
                uri,
                username="robot",
                password="secret",
                caller_id="+74951112233",
                asserted_identity="+74951112233",
                session_timer=SessionTimer.OPTIONAL,
                session_expires_s=600,
            )
            async with line_by(main) as line:
                call = await place(line, NUMBER)
                await call.until(Answered)
                await call.leg.hang_up()
                await call.ended()

    live(scene)


def test_the_trunk_gets_a_number_in_its_own_form_through_its_proxy() -> None:
    async def scene() -> None:
        async with SubscriberProcess("--busy") as proxy:
            main = Trunk(
                name="main",
                host="no-such-host.invalid",
                outbound_proxy=proxy.uri.rpartition("@")[2],
                numbers_as=NumberForm.NATIONAL,
                keep_alive_s=0,
            )
            async with line_by(main) as line:
                call = await place(line, NUMBER)
                end = await call.ended()
                await proxy.report()
            assert call.leg.remote_uri == "sip:89261234567@no-such-host.invalid"
            assert end.disposition is Disposition.BUSY

    live(scene)


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
        with deaf() as silent:
            async with (
                SubscriberProcess("--busy") as phone,
                line_by(
                    trunk(silent, "first", keep_alive_s=60.0),
                    trunk(phone.uri, "second"),
                    no_response_s=1.0,
                ) as line,
            ):
                assert not (await next_state(line)).is_up
                began_s = time.monotonic()
                second = await place(line, NUMBER)
                assert (await second.ended()).disposition is Disposition.BUSY
                assert time.monotonic() - began_s < 1.0

    live(scene)


def test_a_trunk_that_falls_silent_is_noticed_by_a_call() -> None:
    async def scene() -> None:
        with deaf() as silent:
            async with (
                SubscriberProcess("--busy") as phone,
                line_by(
                    trunk(silent, "first", keep_alive_s=60.0),
                    trunk(phone.uri, "second"),
                    no_response_s=1.0,
                ) as line,
            ):
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


def test_an_address_goes_straight_whatever_trunks_there_are() -> None:
    async def scene() -> None:
        async with (
            SubscriberProcess("--busy") as phone,
            line_by(trunk("sip:no-such-host.invalid")) as line,
        ):
            end = await (await place(line, phone.uri)).ended()
        assert end.disposition is Disposition.BUSY

    live(scene)


# Calls in


def test_calls_come_from_trunks_and_neighbours_and_from_nobody_else() -> None:
    async def scene() -> None:
        main = Trunk(name="main", host="192.0.2.1", peers=(ELSEWHERE,), keep_alive_s=0)
        async with line_by(main, accepts_anyone=False) as line:
            async with SubscriberProcess("--place", line.uri) as stranger:
                assert (await stranger.report())["sip_code"] == 403
            from_trunk = ("--bind", ELSEWHERE, "--place", line.uri)
            async with SubscriberProcess(*from_trunk) as caller:
                call = await taken(line)
                assert call.leg.trunk == "main"
                await call.leg.refuse(486)
                assert (await caller.report())["disposition"] == "busy"

    live(scene)


def test_a_trunk_that_has_a_name_is_known_by_its_address() -> None:
    async def scene() -> None:
        main = Trunk(name="main", host="localhost", keep_alive_s=0)
        async with (
            line_by(main, accepts_anyone=False) as line,
            SubscriberProcess("--place", line.uri) as caller,
        ):
            call = await taken(line)
            assert call.leg.trunk == "main"
            await call.leg.refuse(486)
            assert (await caller.report())["disposition"] == "busy"

    live(scene)


def test_a_neighbour_may_call_though_it_is_no_trunk() -> None:
    async def scene() -> None:
        main = Trunk(name="main", host="192.0.2.1", keep_alive_s=0)
        settings = {"accepts_anyone": False, "accepts_from": ("127.0.0.0/8",)}
        async with (
            line_by(main, **settings) as line,
            SubscriberProcess("--place", line.uri) as caller,
        ):
            call = await taken(line)
            assert call.leg.trunk == ""
            await call.leg.refuse(486)
            assert (await caller.report())["disposition"] == "busy"

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


def test_a_public_address_is_told_in_place_of_our_own() -> None:
    async def scene() -> None:
        async with sipp("sees_public_address") as uri:
            main = trunk(uri, nat=Nat(public_address="203.0.113.7"))
            async with line_by(main, rtp_ports=(20000, 20020)) as line:
                assert (await (await place(line, NUMBER)).ended()).sip_code == 486

    live(scene)


def test_the_address_that_stun_tells_is_told_to_the_trunk() -> None:
    async def scene() -> None:
        async with stun("203.0.113.7") as server, sipp("sees_public_media") as uri:
            main = trunk(uri, nat=Nat(stun=True))
            async with line_by(main, stun=server) as line:
                assert (await (await place(line, NUMBER)).ended()).sip_code == 486

    live(scene)
