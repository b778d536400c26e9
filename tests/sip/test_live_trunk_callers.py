"""Who may call in: trunks by their addresses, neighbours, and nobody else."""

import pytest

from sip.endpoint import PjsuaLine
from sip.subscriber_process import SubscriberProcess
from sip.trunk import Trunk
from tests.sip.calling import live, taken
from tests.sip.trunk_peers import ELSEWHERE, line_by

pytestmark = pytest.mark.live


async def trunk_of_refused(line: PjsuaLine, caller: SubscriberProcess) -> str:
    """The trunk that a call was known to come from, which the caller finds busy."""
    call = await taken(line)
    await call.leg.refuse(486)
    assert (await caller.report())["disposition"] == "busy"
    return call.leg.trunk


def test_calls_come_from_trunks_and_neighbours_and_from_nobody_else() -> None:
    async def scene() -> None:
        main = Trunk(name="main", host="192.0.2.1", peers=(ELSEWHERE,), keep_alive_s=0)
        async with line_by(main, accepts_anyone=False) as line:
            async with SubscriberProcess("--place", line.uri) as stranger:
                assert (await stranger.report())["sip_code"] == 403
            from_trunk = ("--bind", ELSEWHERE, "--place", line.uri)
            async with SubscriberProcess(*from_trunk) as caller:
                assert await trunk_of_refused(line, caller) == "main"

    live(scene)


def test_a_trunk_that_has_a_name_is_known_by_its_address() -> None:
    async def scene() -> None:
        main = Trunk(name="main", host="localhost", keep_alive_s=0)
        async with (
            line_by(main, accepts_anyone=False) as line,
            SubscriberProcess("--place", line.uri) as caller,
        ):
            assert await trunk_of_refused(line, caller) == "main"

    live(scene)


def test_a_neighbour_may_call_though_it_is_no_trunk() -> None:
    async def scene() -> None:
        main = Trunk(name="main", host="192.0.2.1", keep_alive_s=0)
        settings = {"accepts_anyone": False, "accepts_from": ("127.0.0.0/8",)}
        async with (
            line_by(main, **settings) as line,
            SubscriberProcess("--place", line.uri) as caller,
        ):
            assert await trunk_of_refused(line, caller) == ""

    live(scene)
