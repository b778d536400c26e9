"""One SIP address before several phones: a real Kamailio, sipp calling."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from sip.config import STACK_CALLS, SipConfig
from sip.endpoint import open_line
from sip.leg import Answered, Disposition, Ringing
from sip.subscriber_process import SubscriberProcess
from tests.e2e.conftest import Speak
from tests.e2e.crowd import crowd
from tests.e2e.front import Front, free_ports, kamailio
from tests.e2e.running_node import Node, outcomes, serving, write_settings
from tests.sip.calling import Watched
from tests.sip.stranger import Stranger

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(240)]

PHONES = 3
SLOTS = 4 * PHONES


@asynccontextmanager
async def fronted(folder: Path) -> AsyncIterator[tuple[Node, Front, range]]:
    """A node, the Kamailio before it, and its phones' ports, once all are in service.

    Kamailio knows the phones as two nodes'.
    """
    ports = range(first := free_ports(PHONES), first + PHONES)
    nodes = ((first, 1), (first + 1, PHONES - 1))
    async with (
        asyncio.timeout(220),
        serving(folder, calls=SLOTS, port=first) as node,
        kamailio(
            folder, [f"127.0.0.1:{port}+{count}" for port, count in nodes]
        ) as front,
    ):
        await front.until_in_service(*ports)
        yield node, front, ports


async def taken(node: Node) -> list[int]:
    """Calls that each phone took since its start."""
    processes = [await node.process(f"phone-{index}") for index in range(PHONES)]
    return [process["load"]["counts"].get("taken", 0) for process in processes]


def test_calls_to_one_address_are_spread_and_too_many_are_told_when_to_try(
    tmp_path: Path,
) -> None:
    async def check() -> None:
        async with fronted(tmp_path) as (node, front, _ports):
            told = await crowd(front.address, calls=6)
            assert told.complaint == ""
            assert told.codes == {"200": 6}
            assert await taken(node) == [2, 2, 2]
            told = await crowd(front.address, calls=SLOTS + 8)
            assert told.complaint == ""
            assert told.codes == {"200": SLOTS, "503": 8}
            assert set(told.retry_after) == {" retry after 5"}
            assert await taken(node) == [6, 6, 6]

    asyncio.run(check())


def test_a_whole_call_goes_through_and_its_end_is_counted(
    speak: Speak, tmp_path: Path
) -> None:
    reply = ("--reply", str(speak("Да, конечно.")))

    async def check() -> None:
        async with fronted(tmp_path) as (_node, front, _ports):
            with closing(Stranger(front.address)) as trunk:
                assert (await trunk.ask("OPTIONS")).startswith("SIP/2.0 200 ")
            caller = SubscriberProcess("--place", front.address, *reply, *reply)
            async with caller:
                assert (await caller.report())["disposition"] == "answered"
            told = await crowd(front.address, calls=SLOTS)
            assert told.codes == {"200": SLOTS}

    asyncio.run(check())
    assert outcomes(tmp_path).count("agreed") == 1


def test_without_any_phone_a_trunk_is_told_when_to_try_again(tmp_path: Path) -> None:
    write_settings(tmp_path, calls=4, scenario="asks")

    async def check() -> None:
        first = free_ports(PHONES)
        node_of_three = f"127.0.0.1:{first}+{PHONES}"
        async with asyncio.timeout(60), kamailio(tmp_path, [node_of_three]) as front:
            await front.until_in_service()
            with closing(Stranger(front.address)) as trunk:
                for method in ("OPTIONS", "INVITE"):
                    response = await trunk.ask(method)
                    assert response.startswith("SIP/2.0 503 ")
                    assert "\r\nRetry-After: 5\r\n" in response
                assert (await trunk.ask("REGISTER")).startswith("SIP/2.0 405 ")

    asyncio.run(check())


def port_of(phone: SubscriberProcess) -> str:
    return phone.uri.rpartition(":")[2]


def test_a_call_that_was_given_up_holds_no_slot(tmp_path: Path) -> None:
    write_settings(tmp_path, calls=4, scenario="asks")

    async def check() -> None:
        async with (
            asyncio.timeout(60),
            SubscriberProcess("--no-answer") as phone,
            kamailio(tmp_path, [f"127.0.0.1:{port_of(phone)}+1"]) as front,
            open_line(SipConfig(bind="127.0.0.1", port=0)) as line,
        ):
            await front.until_in_service(int(port_of(phone)))
            for _each in range(STACK_CALLS + 2):
                call = Watched(await line.place(front.address, ring_s=0.5))
                end = await call.ended()
                assert Ringing in map(type, call.events)
                assert end.disposition is Disposition.NO_ANSWER

    asyncio.run(check())


def test_a_phone_that_is_busy_is_passed_over_at_once(tmp_path: Path) -> None:
    write_settings(tmp_path, calls=4, scenario="asks")

    async def check() -> None:
        async with (
            asyncio.timeout(60),
            SubscriberProcess("--busy") as busy,
            SubscriberProcess("--ring", "100ms") as free,
            kamailio(
                tmp_path,
                [f"127.0.0.1:{port_of(busy)}", f"127.0.0.1:{port_of(free)}"],
            ) as front,
            open_line(SipConfig(bind="127.0.0.1", port=0)) as line,
        ):
            await front.until_in_service(int(port_of(busy)), int(port_of(free)))
            for _each in range(STACK_CALLS + 2):
                call = Watched(await line.place(front.address, ring_s=10))
                await call.until(Answered)
                await call.leg.hang_up()
                await call.ended()

    asyncio.run(check())


def test_a_killed_phone_is_passed_over_until_it_is_back(tmp_path: Path) -> None:
    async def check() -> None:
        async with fronted(tmp_path) as (node, front, ports):
            await node.kill("phone-0")
            told = await crowd(front.address, calls=6)
            assert told.complaint == ""
            assert told.codes == {"200": 6}
            await node.until_serving("phone-0", restarts=1)
            await front.until_in_service(*ports)
            told = await crowd(front.address, calls=SLOTS)
            assert told.complaint == ""
            assert told.codes == {"200": SLOTS}

    asyncio.run(check())


def test_a_draining_phone_finishes_its_call_and_gets_no_other(tmp_path: Path) -> None:
    async def check() -> None:
        async with fronted(tmp_path) as (node, front, ports):
            address = await node.address_of("phone-0")
            async with SubscriberProcess("--place", address) as last:
                await node.until_talking("phone-0")
                pid = (await node.process("phone-0"))["pid"]
                os.kill(pid, signal.SIGTERM)
                told = await crowd(front.address, calls=8)
                assert told.complaint == ""
                assert told.codes == {"200": 8}
                assert await taken(node) == [1, 4, 4]
                await front.until_in_service(*ports[1:])
                assert (await node.process("phone-0"))["load"]["is_draining"]
                assert (await last.report())["disposition"] == "answered"

    asyncio.run(check())
