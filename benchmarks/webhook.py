"""What asking another system adds to a call, on top of what that system takes.

    python -m benchmarks.webhook [--asks 500] [--json out.json]

A server in a process of its own answers at once, on loopback. `ask` is the whole way:
from the call's event loop to the thread of the requests, over HTTP, and back with the
JSON read. Meanwhile a ticker on the call's loop, one tick in 20 ms as a call has, tells
how late the loop was: while small replies came, and while replies of 1 MB did.
"""

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path

from rich.console import Console
from rich.table import Table
from typing_extensions import override

from voicebot.conversation.http_outside import open_outside
from voicebot.conversation.outside import HookAnswer, Outside
from voicebot.settings import Settings, WebAddress

console = Console(width=100)

TICK_S = 0.02
LARGE_BYTES = 1_000_000
_LARGE_ASKS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Milliseconds. `first` is without a connection, `warmed` after one was opened."""

    first_ms: float
    warmed_ms: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    large_p50_ms: float
    loop_late_p99_ms: float
    loop_late_large_p99_ms: float


class Server(BaseHTTPRequestHandler):
    """`/small` and `/large` answer with JSON of that size."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_HEAD(self) -> None:
        self.answer(b"")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        filler = "a" * (LARGE_BYTES - 100) if self.path == "/large" else ""
        self.answer(json.dumps({"manager": {"name": "Иван"}, "more": filler}).encode())

    def answer(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """A line a request would be measured as well."""


def serve(told: Connection) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    told.send(server.server_port)
    server.serve_forever()


@contextlib.contextmanager
def serving() -> Iterator[int]:
    """The port of a server in a process of its own."""
    context = multiprocessing.get_context("spawn")
    told, telling = context.Pipe()
    process = context.Process(target=serve, args=(telling,), daemon=True)
    process.start()
    yield told.recv()
    process.terminate()
    process.join()


@contextlib.asynccontextmanager
async def ticking() -> AsyncIterator[list[float]]:
    """How late each tick of a call's clock was, in seconds."""
    late_s: list[float] = []

    async def tick() -> None:
        due_s = time.perf_counter()
        while True:
            due_s += TICK_S
            await asyncio.sleep(due_s - time.perf_counter())
            late_s.append(time.perf_counter() - due_s)

    ticker = asyncio.create_task(tick())
    yield late_s
    ticker.cancel()


async def asked_s(outside: Outside, to: str) -> float:
    began_s = time.perf_counter()
    reply = await outside.ask(to, {"call": {}, "send": {}}, timeout_s=5)
    if not isinstance(reply, HookAnswer):
        raise ConnectionError(reply.reason)
    return time.perf_counter() - began_s


async def first_s(settings: Settings, *, is_warmed: bool) -> float:
    with open_outside(settings) as outside:
        if is_warmed:
            outside.warm(["small"])
            await asyncio.sleep(0.5)
        return await asked_s(outside, "small")


async def measure(port: int, asks: int) -> Figures:
    settings = Settings(
        webhooks={
            size: WebAddress(url=f"http://127.0.0.1:{port}/{size}")
            for size in ("small", "large")
        }
    )
    await first_s(settings, is_warmed=True)  # what Python imports at the first use
    cold_s = [await first_s(settings, is_warmed=False) for _ in range(5)]
    warmed_s = [await first_s(settings, is_warmed=True) for _ in range(5)]
    with open_outside(settings) as outside:
        async with ticking() as late_s:
            small_s = sorted([await asked_s(outside, "small") for _ in range(asks)])
        async with ticking() as late_large_s:
            large_s = [await asked_s(outside, "large") for _ in range(_LARGE_ASKS)]
    percentiles = statistics.quantiles(small_s, n=100)
    return Figures(
        first_ms=_ms(statistics.median(cold_s)),
        warmed_ms=_ms(statistics.median(warmed_s)),
        p50_ms=_ms(percentiles[49]),
        p95_ms=_ms(percentiles[94]),
        p99_ms=_ms(percentiles[98]),
        large_p50_ms=_ms(statistics.median(large_s)),
        loop_late_p99_ms=_ms(_p99(late_s)),
        loop_late_large_p99_ms=_ms(_p99(late_large_s)),
    )


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def main() -> None:
    parser = argparse.ArgumentParser(description="The price of asking another system.")
    parser.add_argument("--asks", type=int, default=500)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with serving() as port:
        figures = asyncio.run(measure(port, options.asks))
    table = Table("what", "ms")
    for name, value in asdict(figures).items():
        table.add_row(name.removesuffix("_ms").replace("_", " "), f"{value:.2f}")
    console.print(table)
    if options.json:
        options.json.write_text(json.dumps(asdict(figures), indent=2), "utf-8")


if __name__ == "__main__":
    main()
