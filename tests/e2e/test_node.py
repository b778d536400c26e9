"""`voicebot serve`: several processes, of which each may die."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from sip.subscriber_process import SubscriberProcess
from tests.e2e.conftest import CALL_TIMEOUT_S, Speak

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(240)]

STARTS_WITHIN_S = 120
ASKS_TWICE = """\
scenario: asks
about: Спрашивает дважды.
nodes:
  first:
    say: Это робот. Вам удобно говорить?
    on: {yes: second, no: bye}
  second:
    say: Спасибо. Можно ли задать ещё один вопрос?
    on: {yes: done, no: bye}
  done: {say: Отлично. До свидания., outcome: agreed, hang_up: true}
  bye: {say: Хорошо. До свидания., outcome: refused, hang_up: true}
"""
GREETS = """\
scenario: greets
about: Здоровается.
nodes:
  hello: {say: Это робот. Добрый день., outcome: greeted, hang_up: true}
"""


class Node:
    """A running node, as its administrator sees it."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        self._process = process
        self._folder = folder

    async def status(self) -> dict[str, Any]:
        asked = await voicebot("status", "--json", folder=self._folder)
        out, _err = await asked.communicate()
        status: dict[str, Any] = json.loads(out)
        return status

    async def address_of(self, name: str) -> str:
        """A phone's SIP address, for the extension 100."""
        address: str = (await self.process(name))["address"]
        return address.replace("voicebot@", "100@")

    async def process(self, name: str) -> Mapping[str, Any]:
        processes = (await self.status())["processes"]
        return next(one for one in processes if one["name"] == name)

    async def kill(self, name: str) -> None:
        os.kill((await self.process(name))["pid"], signal.SIGKILL)

    async def until_serving(self, name: str, *, restarts: int) -> None:
        while True:
            process = await self.process(name)
            if process["restarts"] >= restarts and process["phase"] == "serving":
                return

    async def until_talking(self, name: str) -> None:
        while not (await self.process(name))["load"]["calls"]:
            pass

    async def until_reloaded(self, name: str) -> None:
        while not (await self.process(name))["load"]["counts"].get("reloads"):
            pass

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def ended(self) -> int:
        return await self._process.wait()


async def voicebot(*arguments: str, folder: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "voicebot", *arguments),
        *("--config", str(folder / "voicebot.yaml")),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "VOICEBOT_LANG": "en"},
    )


def write_settings(folder: Path, *, calls: int, scenario: str, port: int = 0) -> None:
    settings = {
        "sip": {"bind": "127.0.0.1", "port": port},
        "node": {"calls": calls, "metrics": None, "drain_s": 60},
        "numbers": {"100": str(folder / f"{scenario}.yaml")},
        "folders": {"recordings": str(folder / "recordings"), "run": str(folder)},
    }
    (folder / "voicebot.yaml").write_text(json.dumps(settings), encoding="utf-8")


@asynccontextmanager
async def serving(
    folder: Path, *, calls: int = 5, scenario: str = "asks", port: int = 0
) -> AsyncIterator[Node]:
    (folder / "asks.yaml").write_text(ASKS_TWICE, encoding="utf-8")
    (folder / "greets.yaml").write_text(GREETS, encoding="utf-8")
    write_settings(folder, calls=calls, scenario=scenario, port=port)
    process = await voicebot("serve", folder=folder)
    assert process.stderr
    try:
        async with asyncio.timeout(STARTS_WITHIN_S):
            while b"the node serves" not in (line := await process.stderr.readline()):
                assert line, "the node ended before it served"
        yield Node(process, folder)
    finally:
        for number in (signal.SIGTERM, signal.SIGTERM):
            if process.returncode is None:
                process.send_signal(number)
        await process.communicate()


def outcomes(folder: Path) -> list[str | None]:
    reports = sorted((folder / "recordings").rglob("report.json"))
    return [json.loads(path.read_text())["outcome"] for path in reports]


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
