"""`voicebot serve`: several processes, of which each may die."""

import asyncio
import signal
from pathlib import Path

import pytest

from sip.subscriber_process import SubscriberProcess
from tests.e2e.conftest import CALL_TIMEOUT_S, Speak
from tests.e2e.running_node import outcomes, serving, write_settings

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(240)]


def test_the_death_of_a_process_costs_no_other_its_calls(
    speak: Speak, tmp_path: Path
) -> None:
    reply = ("--reply", str(speak("Да, конечно.")))

    async def check() -> None:
        async with asyncio.timeout(CALL_TIMEOUT_S * 2), serving(tmp_path) as node:
            first = await node.address_of("phone-0")
            other = await node.address_of("phone-1")
            async with (
                SubscriberProcess("--place", first, *reply, *reply),
                SubscriberProcess("--place", other, *reply, *reply) as survivor,
            ):
                await node.kill("phone-0")
                await node.kill("speech-0")
                report = await survivor.report()
            assert report["disposition"] == "answered"
            await node.until_serving("phone-0", restarts=1)
            await node.until_serving("speech-0", restarts=1)
            again = await node.address_of("phone-0")
            async with SubscriberProcess("--place", again, *reply, *reply) as caller:
                assert (await caller.report())["disposition"] == "answered"

    asyncio.run(check())
    assert outcomes(tmp_path) == ["agreed", "agreed"]


def test_sighup_changes_numbers_and_sigterm_lets_calls_end(
    speak: Speak, tmp_path: Path
) -> None:
    reply = ("--reply", str(speak("Да, конечно.")))

    async def check() -> None:
        async with (
            asyncio.timeout(CALL_TIMEOUT_S * 2),
            serving(tmp_path, calls=2, scenario="greets") as node,
        ):
            address = await node.address_of("phone-0")
            async with SubscriberProcess("--place", address) as greeted:
                await greeted.report()
            write_settings(tmp_path, calls=2, scenario="asks")
            node.signal(signal.SIGHUP)
            await node.until_reloaded("phone-0")
            async with SubscriberProcess("--place", address, *reply, *reply) as asked:
                await asked.report()
            async with SubscriberProcess("--place", address, *reply, *reply) as last:
                await node.until_talking("phone-0")
                node.signal(signal.SIGTERM)
                async with SubscriberProcess("--place", address) as late:
                    assert (await late.report())["sip_code"] == 503
                assert (await last.report())["disposition"] == "answered"
            assert await node.ended() == 0

    asyncio.run(check())
    assert outcomes(tmp_path) == ["greeted", "agreed", "agreed"]
