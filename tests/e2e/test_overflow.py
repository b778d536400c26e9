"""More calls than a node has slots, all to the port that trunks know."""

import asyncio
from pathlib import Path

import pytest

from sip.subscriber_process import SubscriberProcess
from tests.e2e.crowd import crowd
from tests.e2e.running_node import serving

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(240)]

SLOTS = 8
CALLERS = 30


def test_a_node_takes_as_many_as_it_has_slots_and_tells_the_others_when_to_try(
    tmp_path: Path,
) -> None:
    async def check() -> None:
        async with asyncio.timeout(200), serving(tmp_path, calls=SLOTS) as node:
            address = await node.address_of("phone-0")
            told = await crowd(address, calls=CALLERS)
            assert told.complaint == ""
            assert told.codes["200"] == SLOTS
            assert told.codes["503"] == CALLERS - SLOTS
            assert set(told.retry_after) == {" retry after 5"}
            for name in ("phone-0", "phone-1"):
                process = await node.process(name)
                assert process["restarts"] == 0
                assert process["load"]["counts"]["taken"] == SLOTS // 2
            async with SubscriberProcess(
                "--place", address, "--hang-up-after", "1s"
            ) as late:
                assert (await late.report())["disposition"] == "answered"

    asyncio.run(check())
