"""The processor time of `voicebot serve` with so many callers, thread by thread.

Read from /proc, so it holds everything: pjsip, media, readings, the services.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.turns import QUESTIONS, SCENARIO, corpus_replies, spoken_replies

PORT = 25060
READY_WITHIN_S = 180.0
LOOKS_EVERY_S = 0.2
TALKING_AFTER_S = 6.0
MEASURED_S = 30.0
_LEAST_PERCENT = 0.01
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")

console = Console(width=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCost:
    """What one kind of thread took: per cent of a core a call."""

    process: str
    thread: str
    percent_a_call: float


def print_live_cost(calls: int, corpus: Path | None, to: Path | None) -> None:
    """Hold `calls` calls at once and print what they cost while all talk."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        replies = corpus_replies(corpus) if corpus else spoken_replies(folder)
        rows = asyncio.run(measured(calls, replies, folder))
    table = Table(title=f"{calls} calls, per cent of a core a call")
    for name in ("process", "thread", "% a call"):
        table.add_column(name)
    for row in rows:
        table.add_row(row.process, row.thread, f"{row.percent_a_call:.2f}")
    table.add_row("all", "", f"{sum(row.percent_a_call for row in rows):.2f}")
    console.print(table)
    if to:
        found = [asdict(row) for row in rows]
        to.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


async def measured(
    calls: int, replies: Sequence[Path], folder: Path
) -> Sequence[LiveCost]:
    async with _serving(calls, folder) as node, AsyncExitStack() as phones:
        for number in range(calls):
            await phones.enter_async_context(_calling(number, replies))
        await asyncio.sleep(TALKING_AFTER_S)
        before, began_s = _times_s(node), time.monotonic()
        await asyncio.sleep(MEASURED_S)
        after, took_s = _times_s(node), time.monotonic() - began_s
    percent = 100 / took_s / calls
    spent = {what: after[what] - before.get(what, 0.0) for what in after}
    return [
        LiveCost(process=what[0], thread=what[1], percent_a_call=percent * cpu_s)
        for what, cpu_s in sorted(spent.items(), key=lambda one: -one[1])
        if percent * cpu_s >= _LEAST_PERCENT
    ]


@asynccontextmanager
async def _serving(calls: int, folder: Path) -> AsyncIterator[int]:
    """A node that is ready; its process id."""
    config, said = folder / "voicebot.yaml", folder / "said.txt"
    config.write_text(
        f"numbers: {{default: {SCENARIO.resolve()}}}\n"
        f"sip: {{port: {PORT}, bind: 127.0.0.1}}\n"
        f"node: {{calls: {calls}, metrics: null, drain_s: 0}}\n"
        f"folders: {{recordings: {folder}, run: {folder}}}\n",
        encoding="utf-8",
    )
    with said.open("wb") as stderr:
        node = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "voicebot", "serve", "--config", str(config)),
            env={**os.environ, "VOICEBOT_LANG": "en"},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=stderr,
        )
    try:
        async with asyncio.timeout(READY_WITHIN_S):
            # Another process writes the file: there is no event to wait for.
            while b"the node serves" not in said.read_bytes():  # noqa: ASYNC110
                await asyncio.sleep(LOOKS_EVERY_S)
        yield node.pid
    finally:
        node.terminate()
        await node.wait()


@asynccontextmanager
async def _calling(number: int, replies: Sequence[Path]) -> AsyncIterator[None]:
    """A simulated subscriber on the phone process that has room for it."""
    chosen = islice(cycle(replies), number, number + QUESTIONS)
    options = [part for path in chosen for part in ("--reply", str(path))]
    phone = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sip.phone"),
        *("--place", f"sip:100@127.0.0.1:{PORT + number // 4}", "--calls", "1"),
        *options,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # its call was over before
            phone.terminate()
        await phone.wait()


def _times_s(root: int) -> Mapping[tuple[str, str], float]:
    """Seconds of processor by kind of process and thread's name, of a process's family."""
    spent: dict[tuple[str, str], float] = defaultdict(float)
    for pid in _family(root):
        kind = _kind(pid)
        for thread in Path(f"/proc/{pid}/task").iterdir():
            name, cpu_s = _thread(thread / "stat")
            is_main = thread.name == str(pid)
            spent[kind, "event loop" if is_main else name] += cpu_s
    return spent


def _family(root: int) -> Iterator[int]:
    yield root
    for task in Path(f"/proc/{root}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _kind(pid: int) -> str:
    command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    modules = [part for part in command if part.startswith("voicebot.node.")]
    return modules[0].rpartition(".")[2] if modules else "supervisor"


def _thread(stat: Path) -> tuple[str, float]:
    """Its name, its number left out, and its time; fields as in proc(5)."""
    name, _closed, rest = stat.read_text().partition("(")[2].rpartition(")")
    fields = rest.split()
    cpu_s = (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND
    return name.rstrip("0123456789_-"), cpu_s
