"""A node of its own for a measurement: `voicebot serve` in a folder that is forgotten."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voicebot.conversation.edition import open_edition
from voicebot.settings import load_settings

STARTS_WITHIN_S = 180.0
IDLE_WITHIN_S = 60.0
REPORTS_EVERY_S = 1.0
"""A phone tells its supervisor so often what it does."""

NUMBER = "100"


class NodeFailed(Exception):
    """The node did not come up; what it wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCall:
    """What the robot kept of a call that has ended."""

    report: Mapping[str, Any]
    timeline: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A running node. `folder` holds its settings, sockets and recordings."""

    folder: Path
    supervisor: int

    async def addresses(self) -> list[str]:
        """Where its phones listen, as the callers' program wants it."""
        return [
            f"{NUMBER}@{process['address'].rpartition('@')[2]}"
            for process in await self._processes()
            if process["name"].startswith("phone")
        ]

    async def pids(self) -> dict[str, int]:
        """All its processes, by their names."""
        children = {one["name"]: int(one["pid"]) for one in await self._processes()}
        return {"supervisor": self.supervisor, **children}

    async def taken(self) -> dict[str, int]:
        """How many calls each phone has taken since it began."""
        return {
            process["name"]: process["load"]["counts"].get("taken", 0)
            for process in await self._processes()
            if process["name"].startswith("phone")
        }

    async def restarted(self) -> list[str]:
        """The processes that died since the node began, by name."""
        return [one["name"] for one in await self._processes() if one["restarts"]]

    async def until_idle(self) -> None:
        """Wait until every call is over for the robot too, and its report written."""
        async with asyncio.timeout(IDLE_WITHIN_S):
            while True:
                await asyncio.sleep(REPORTS_EVERY_S)
                if not any(map(_calls, await self._processes())):
                    return

    def reports(self) -> list[dict[str, Any]]:
        """What the robot noted of each call that has ended."""
        paths = sorted((self.folder / "recordings").rglob("report.json"))
        return [json.loads(path.read_text()) for path in paths]

    def kept_calls(self, call_ids: Collection[str]) -> dict[str, KeptCall]:
        """By Call-ID; one that a dead process held is not there."""
        return {
            report["call_id"]: KeptCall(
                report=report, timeline=timeline_events(Path(report["timeline"]))
            )
            for report in self.reports()
            if report["call_id"] in call_ids
        }

    def timeline_events(self) -> list[dict[str, Any]]:
        """All calls' timelines, one after another."""
        paths = sorted((self.folder / "recordings").rglob("timeline.jsonl"))
        return [event for path in paths for event in timeline_events(path)]

    async def _processes(self) -> Sequence[Mapping[str, Any]]:
        asked = await _voicebot(self.folder, "status", "--json")
        out, err = await asked.communicate()
        if asked.returncode:
            raise NodeFailed(err.decode())
        processes: Sequence[Mapping[str, Any]] = json.loads(out)["processes"]
        return processes


def timeline_events(timeline: Path) -> list[dict[str, Any]]:
    """A call's timeline, read from its file."""
    with timeline.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _calls(process: Mapping[str, Any]) -> int:
    return len((process["load"] or {}).get("calls", ()))


@asynccontextmanager
async def serving(
    folder: Path,
    scenario: Path,
    *,
    calls: int,
    settings: Mapping[str, Mapping[str, object]] | None = None,
) -> AsyncIterator[Node]:
    """Ready to be called, its prompts spoken beforehand; ended on leaving.

    `settings` are parts of voicebot.yaml beside those that every measurement needs.

    Raises:
        NodeFailed: it did not come up.
    """
    _write_settings(folder, scenario, calls, settings or {})
    await asyncio.to_thread(_learn, folder, scenario)
    rendered = await _voicebot(folder, "prompts", "render", str(scenario))
    _out, complaint = await rendered.communicate()
    if rendered.returncode:
        raise NodeFailed(complaint.decode())
    process = await _voicebot(folder, "serve", log=folder / "node.log")
    try:
        node = Node(folder=folder, supervisor=process.pid)
        await _up(node, process)
        yield node
    finally:
        for _ in range(2):
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
        await process.wait()


def _learn(folder: Path, scenario: Path) -> None:
    """Learn its phrases where that was not done yet, else each phone would by itself.

    That takes long, and a phone that learnt stays twice as large.
    """
    open_edition(load_settings(folder / "voicebot.yaml"), scenario)


async def _up(node: Node, process: asyncio.subprocess.Process) -> None:
    log = node.folder / "node.log"
    async with asyncio.timeout(STARTS_WITHIN_S):
        while "the node serves" not in log.read_text():
            if process.returncode is not None:
                raise NodeFailed(log.read_text())
            await asyncio.sleep(0.1)


def _write_settings(
    folder: Path,
    scenario: Path,
    calls: int,
    more: Mapping[str, Mapping[str, object]],
) -> None:
    parts: dict[str, dict[str, object]] = {
        "sip": {"bind": "127.0.0.1", "port": 0},
        "node": {"calls": calls, "metrics": None, "drain_s": 5},
        "numbers": {NUMBER: str(scenario)},
        "folders": {"recordings": str(folder / "recordings"), "run": str(folder)},
    }
    for name, part in more.items():
        parts[name] = {**parts.get(name, {}), **part}
    (folder / "voicebot.yaml").write_text(json.dumps(parts), encoding="utf-8")


async def _voicebot(
    folder: Path, *arguments: str, log: Path | None = None
) -> asyncio.subprocess.Process:
    with (log or Path(os.devnull)).open("wb") as stderr:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "voicebot", *arguments),
            *("--config", str(folder / "voicebot.yaml")),
            stdout=asyncio.subprocess.PIPE,
            stderr=stderr if log else asyncio.subprocess.PIPE,
            env={**os.environ, "VOICEBOT_LANG": "en"},
        )
