"""One call through a node: its lines in the log, and what it adds to the figures."""

import asyncio
import json
import os
import signal
import socket
import sys
import urllib.request
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from sip.subscriber_process import SubscriberProcess
from tests.e2e.conftest import Speak

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(240)]

NUMBER = "79261234567"
SAID = "Да, конечно."
ASKS_TWICE = """\
scenario: asks
about: Спрашивает дважды.
nodes:
  first:
    say: Это робот. Вам удобно говорить?
    on: {yes: second, no: bye}
  second:
    say: Спасибо. Можно ли задать ещё один вопрос?
    on: {yes: bye, no: bye}
  bye: {say: Хорошо. До свидания., hang_up: true}
"""
POLLS_EVERY_S = 0.1

Lines = list[dict[str, Any]]


class JsonNode:
    """A node that logs JSON; all that it wrote to stderr so far, as objects."""

    def __init__(self, process: asyncio.subprocess.Process, metrics: str) -> None:
        self._process = process
        self._metrics = metrics
        self.lines: Lines = []

    async def read(self) -> None:
        assert self._process.stderr
        async for line in self._process.stderr:
            self.lines.append(json.loads(line))

    async def until(self, event: str) -> dict[str, Any]:
        while True:
            for line in self.lines:
                if line["event"] == event:
                    return line
            await asyncio.sleep(POLLS_EVERY_S)

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


def _page(address: str) -> str:
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=5) as page:
        text: str = page.read().decode()
        return text


def free_address() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{taken.getsockname()[1]}"


@asynccontextmanager
async def serving(folder: Path, trunks: Mapping[str, Any]) -> AsyncIterator[JsonNode]:
    """Until all processes serve; on leaving the node has ended and all is read."""
    metrics = free_address()
    (folder / "asks.yaml").write_text(ASKS_TWICE, encoding="utf-8")
    settings = {
        "sip": {"bind": "127.0.0.1", "port": 0, "no_response_s": 2},
        "node": {"calls": 1, "metrics": metrics},
        "speech": {"services": 1},
        "log": {"level": "debug"},
        "numbers": {"default": str(folder / "asks.yaml")},
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
        async with asyncio.timeout(150):
            await node.until("node_serves")
            yield node
    finally:
        process.send_signal(signal.SIGTERM)
        await reading
        await process.wait()


def events_of(lines: Lines, process: str) -> Sequence[str]:
    return [line["event"] for line in lines if line["process"].startswith(process)]


def test_a_call_is_found_by_its_id_and_counted_where_it_stands(
    speak: Speak, tmp_path: Path
) -> None:
    reply = ("--reply", str(speak(SAID)))

    async def scene() -> Lines:
        async with SubscriberProcess() as provider:
            main = {"host": provider.uri.rpartition("@")[2]}
            dead = {"host": free_address()}
            trunks = {"main": main, "dead": dead}
            async with serving(tmp_path, trunks) as node:
                serves = await node.until("node_serves")
                place = serves["addresses"]["phone-0"].rpartition("@")[2]
                called = f"sip:{NUMBER}@{place}"
                async with SubscriberProcess("--place", called, *reply, *reply) as one:
                    await node.until_figure("voicebot_calls", 1, state="talking")
                    assert (await one.report())["disposition"] == "answered"
                await node.until_figure(
                    "voicebot_calls_ended_total", 1, disposition="answered"
                )
                await node.until_figure("voicebot_calls", 0)
                assert await node.figure("voicebot_turn_latency_seconds_count") >= 2
                assert await node.figure("voicebot_asr_wait_seconds_count") >= 2
                assert await node.figure("voicebot_dropped_chunks_total") == 0
                await node.until_figure("voicebot_trunk_up", 1, trunk="main")
                await node.until_figure("voicebot_trunk_up", 0, trunk="dead")
            return node.lines

    lines = asyncio.run(scene())
    arrived = next(line for line in lines if line["event"] == "call_arrived")
    of_call = [line for line in lines if line.get("call_id") == arrived["call_id"]]
    assert {line["trunk"] for line in of_call if line["process"] == "phone-0"} == {
        "main"
    }
    told = events_of(of_call, "phone")
    for event in ("call_begun", "call_answered", "turn_taken", "reply_started"):
        assert event in told
    assert told[-1] == "call_ended"
    assert "work_done" in events_of(of_call, "speech-0")
    assert {"process_started", "node_serves", "node_leaves"} <= {
        line["event"] for line in lines if line["process"] == "supervisor"
    }
    assert [line["trunk"] for line in lines if line["event"] == "trunk_down"] == [
        "dead"
    ]
    everything = json.dumps(lines, ensure_ascii=False)
    assert NUMBER not in everything
    assert "конечно" not in everything
