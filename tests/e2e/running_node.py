"""A running node, as its administrator sees it: `voicebot serve` and `voicebot status`."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from voicebot.node.status_socket import ask_status, status_json

STARTS_WITHIN_S = 120
ASKS_EVERY_S = 0.1
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
    """What `voicebot status` tells of it, and the signals it takes."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        self._process = process
        self._folder = folder

    async def address_of(self, name: str) -> str:
        """A phone's SIP address, for the extension 100."""
        asked = await voicebot("status", "--json", folder=self._folder)
        out, _err = await asked.communicate()
        address: str = _named(name, out)["address"]
        return address.replace("voicebot@", "100@")

    async def process(self, name: str) -> Mapping[str, Any]:
        """What the command would tell, without its start: it is asked again and again."""
        status = await asyncio.to_thread(ask_status, self._folder / "node.sock")
        return _named(name, status_json(status))

    async def kill(self, name: str) -> None:
        os.kill((await self.process(name))["pid"], signal.SIGKILL)

    async def kill_all(self) -> None:
        """As the machine's end would."""
        status = await asyncio.to_thread(ask_status, self._folder / "node.sock")
        self._process.kill()
        for child in status.processes:
            if child.pid is not None:
                os.kill(child.pid, signal.SIGKILL)

    async def until_serving(self, name: str, *, restarts: int) -> None:
        await self._until(
            name,
            lambda process: (
                process["restarts"] >= restarts and process["phase"] == "serving"
            ),
        )

    async def until_talking(self, name: str) -> None:
        await self._until(name, lambda process: bool(process["load"]["calls"]))

    async def until_trouble(self, name: str, sentence: str) -> None:
        """Its trouble begins like that; "" is none."""
        await self._until(
            name,
            lambda process: (
                (process["load"]["trouble"] or "").startswith(sentence)
                and bool(process["load"]["trouble"]) is bool(sentence)
            ),
        )

    async def until_reloaded(self, name: str) -> None:
        await self._until(
            name, lambda process: bool(process["load"]["counts"].get("reloads"))
        )

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def ended(self) -> int:
        return await self._process.wait()

    async def _until(
        self, name: str, is_so: Callable[[Mapping[str, Any]], bool]
    ) -> None:
        while not is_so(await self.process(name)):  # noqa: ASYNC110  # another process sets no event here
            await asyncio.sleep(ASKS_EVERY_S)


def _named(name: str, status: str | bytes) -> Mapping[str, Any]:
    processes: list[Mapping[str, Any]] = json.loads(status)["processes"]
    return next(one for one in processes if one["name"] == name)


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
    async with node_in(folder) as node:
        yield node


@asynccontextmanager
async def node_in(folder: Path) -> AsyncIterator[Node]:
    """The node of the folder's own settings, from when it serves to its end."""
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
