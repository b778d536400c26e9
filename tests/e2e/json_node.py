"""A node that logs JSON, as whoever gathers logs and figures sees it."""

import asyncio
import json
import os
import signal
import socket
import sys
import urllib.request
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

STARTS_WITHIN_S = 150
POLLS_EVERY_S = 0.1

Line = Mapping[str, Any]


class JsonNode:
    """All that it wrote to stderr so far as objects, and its figures as they are now."""

    def __init__(self, process: asyncio.subprocess.Process, metrics: str) -> None:
        self._process = process
        self._metrics = metrics
        self.lines: list[Line] = []

    async def read(self) -> None:
        assert self._process.stderr
        async for line in self._process.stderr:
            self.lines.append(json.loads(line))

    async def until(self, event: str) -> Line:
        while True:
            for line in self.lines:
                if line["event"] == event:
                    return line
            await asyncio.sleep(POLLS_EVERY_S)

    async def address_of(self, phone: str, called: str) -> str:
        """Where `called` is answered."""
        address: str = (await self.until("node_serves"))["addresses"][phone]
        return f"sip:{called}@{address.rpartition('@')[2]}"

    async def figure(self, name: str, **labels: str) -> float:
        """The sum of a metric's samples that have these labels."""
        page = await asyncio.to_thread(_page, self._metrics)
        return sum(
            sample.value
            for family in text_string_to_metric_families(page)
            for sample in family.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        )

    async def until_figure(self, name: str, value: float, **labels: str) -> None:
        while await self.figure(name, **labels) != value:  # noqa: ASYNC110  # no event tells
            await asyncio.sleep(POLLS_EVERY_S)

    async def some(self, name: str) -> float:
        """A figure, as soon as it is not 0."""
        while not (figure := await self.figure(name)):  # noqa: ASYNC110  # no event tells
            await asyncio.sleep(POLLS_EVERY_S)
        return figure


def _page(address: str) -> str:
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=5) as page:
        text: str = page.read().decode()
        return text


def free_address() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{taken.getsockname()[1]}"


@asynccontextmanager
async def serving_json(
    folder: Path, scenario: str, trunks: Mapping[str, Any]
) -> AsyncIterator[JsonNode]:
    """One phone, from when it serves; on leaving the node has ended and all is read."""
    metrics = free_address()
    (folder / "scenario.yaml").write_text(scenario, encoding="utf-8")
    settings = {
        "sip": {"bind": "127.0.0.1", "port": 0, "no_response_s": 2},
        "node": {"calls": 1, "metrics": metrics, "drain_s": 5},
        "speech": {"services": 1},
        "log": {"level": "debug"},
        "numbers": {"default": str(folder / "scenario.yaml")},
        "trunks": trunks,
        "folders": {"recordings": str(folder / "recordings"), "run": str(folder)},
    }
    config = folder / "voicebot.yaml"
    config.write_text(json.dumps(settings), encoding="utf-8")
    command = ("-m", "voicebot", "serve", "--log-format", "json", "--config", config)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *command),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "VOICEBOT_LANG": "en"},
    )
    node = JsonNode(process, metrics)
    reading = asyncio.create_task(node.read())
    try:
        async with asyncio.timeout(STARTS_WITHIN_S):
            await node.until("node_serves")
            yield node
    finally:
        process.send_signal(signal.SIGTERM)
        await reading
        await process.wait()
