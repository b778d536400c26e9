"""What every process of the node does: reports on stdout, leaves when told or orphaned."""

import argparse
import asyncio
import logging
import os
import signal
import stat
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from asr.errors import AsrError
from sip.errors import SipError
from tts.errors import TtsError
from voicebot.errors import VoicebotError
from voicebot.logs.begin import logging_to_supervisor
from voicebot.node.reports import Report, write_report
from voicebot.setting_parts.log import LogSettings

logger = logging.getLogger(__name__)

BEAT_S = 1.0
BAD_INPUT = 2

Tell = Callable[[Report], None]
Hear = Callable[[str], None]


@asynccontextmanager
async def beating(load: Callable[[], Report]) -> AsyncIterator[Tell]:
    """Report the load every second inside the block; gives what tells anything else."""

    def tell(report: Report) -> None:
        sys.stdout.write(write_report(report) + "\n")
        sys.stdout.flush()

    async def beat() -> None:
        while True:
            tell(load())
            await asyncio.sleep(BEAT_S)

    async with asyncio.TaskGroup() as group:
        beats = group.create_task(beat(), name="beat")
        try:
            yield tell
        finally:
            beats.cancel()


async def told_to_leave(hear: Hear = lambda _line: None) -> None:
    """Until SIGTERM or SIGINT, or until the supervisor is gone and stdin with it.

    `hear` gets each line that the supervisor says meanwhile. Whoever was started by hand,
    or by systemd, has no supervisor: its stdin is a terminal or /dev/null.
    """
    leaving = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, leaving.set)
    with _heard(sys.stdin.fileno(), Lines(hear), leaving.set):
        await leaving.wait()


class Lines:
    """Puts together the lines of a pipe, whose reads end anywhere."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self._begun = b""

    def feed(self, chunk: bytes) -> None:
        *whole, self._begun = (self._begun + chunk).split(b"\n")
        for line in whole:
            self._hear(line.decode("utf-8", "replace"))


@contextmanager
def _heard(stdin: int, lines: Lines, leave: Callable[[], None]) -> Iterator[None]:
    """What a supervisor says inside the block, if there is one."""
    kind = os.fstat(stdin).st_mode
    if not stat.S_ISSOCK(kind) and not stat.S_ISFIFO(kind):
        yield
        return
    loop = asyncio.get_running_loop()
    os.set_blocking(stdin, False)
    loop.add_reader(stdin, lambda: _read(stdin, lines, leave))
    try:
        yield
    finally:
        loop.remove_reader(stdin)


def _read(stdin: int, lines: Lines, leave: Callable[[], None]) -> None:
    with suppress(BlockingIOError):
        chunk = os.read(stdin, 4096)
        lines.feed(chunk)
        if not chunk:
            leave()


def process_parser(description: str) -> argparse.ArgumentParser:
    """The arguments that every process of the node takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--config", type=Path, help="voicebot.yaml")
    parser.add_argument("--name", required=True, help="of the process, in the log")
    parser.add_argument("--log-level", default="info")
    parser.add_argument("--log-words", action="store_true")
    return parser


def run_process(
    arguments: argparse.Namespace, work: Callable[[], Coroutine[None, None, None]]
) -> NoReturn:
    """Run it to its end, and leave without the destructors of C++ objects.

    `arguments` are of `process_parser`. Whatever ends it is a line of the log.
    """
    settings = LogSettings(level=arguments.log_level, words=arguments.log_words)
    with logging_to_supervisor(settings, process=arguments.name):
        code = _run(work)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _run(work: Callable[[], Coroutine[None, None, None]]) -> int:
    try:
        asyncio.run(work())
    except (VoicebotError, AsrError, TtsError, SipError) as error:
        logger.critical("process_cannot_go_on", extra={"sentence": str(error)})
        return BAD_INPUT
    except Exception:
        logger.critical("process_failed", exc_info=True)
        return 1
    return 0
