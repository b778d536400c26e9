"""The bridge's clock against the real stack."""

import asyncio
import threading
import time
from pathlib import Path

import pytest

from sip.config import SipConfig
from sip.endpoint import open_line
from sip.media_clock import LINGERS_S

pytestmark = pytest.mark.live


def has_clock() -> bool:
    """Whether a thread of pjmedia's keeps this process's bridge going."""
    names = Path("/proc/self/task").glob("*/comm")
    return "clock" in {name.read_text().strip() for name in names}


async def seen_within(seconds: float, *, is_there: bool) -> bool:
    by_s = time.monotonic() + seconds
    while has_clock() is not is_there:
        if time.monotonic() > by_s:
            return False
        await asyncio.sleep(0.02)
    return True


def test_the_clock_stands_still_without_calls_and_goes_with_one() -> None:
    async def scene() -> list[bool]:
        quiet = SipConfig(bind="127.0.0.1", port=0, no_response_s=1.0)
        async with open_line(quiet) as line:
            seen = [await seen_within(LINGERS_S + 2, is_there=False)]
            leg = await line.place("sip:nobody@127.0.0.1:9", ring_s=1.0)
            seen.append(await seen_within(1.0, is_there=True))
            async for _event in leg.events():
                pass
            seen.append(await seen_within(LINGERS_S + 2, is_there=False))
        return seen

    assert asyncio.run(scene()) == [True, True, True]
    assert "pjsip" not in {thread.name for thread in threading.enumerate()}


def test_a_command_to_an_idle_line_does_not_wait_for_the_network() -> None:
    async def scene() -> float:
        async with open_line(SipConfig(bind="127.0.0.1", port=0)) as line:
            await asyncio.sleep(0.05)
            took = []
            for _ in range(5):
                began_s = time.monotonic()
                await line.keep_for_agents(0)
                took.append(time.monotonic() - began_s)
        return min(took)

    assert asyncio.run(scene()) < 0.05
