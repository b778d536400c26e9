"""The callers' program: compiled where it is not, run, and read line by line."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.callers.events import CallerEvent, read_event

SOURCES = Path(__file__).parent
PROGRAM = SOURCES.parents[1] / "build" / "callers"
COMPILE = ("cc", "-std=gnu11", "-O2", "-Wall", "-Wextra")


class CallersFailed(Exception):
    """The program could not be made, or ended early; its complaint in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Speak `said` (A-law, headerless) so long after the robot fell silent or began."""

    said: Path
    after_s: float = 0.7
    is_over_prompt: bool = False

    @property
    def option(self) -> str:
        when = "over" if self.is_over_prompt else "quiet"
        return f"{when}:{self.after_s}:{self.said}"


def compiled() -> Path:
    """The program, made anew when a source is newer.

    Raises:
        CallersFailed: there is no C compiler, or it complains.
    """
    sources = sorted(SOURCES.glob("*.[ch]"))
    newest = max(source.stat().st_mtime for source in sources)
    if PROGRAM.exists() and PROGRAM.stat().st_mtime >= newest:
        return PROGRAM
    PROGRAM.parent.mkdir(exist_ok=True)
    made = PROGRAM.with_suffix(f".{os.getpid()}")
    units = [str(source) for source in sources if source.suffix == ".c"]
    try:
        subprocess.run(
            [*COMPILE, "-o", str(made), *units],
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise CallersFailed("no C compiler: apt install gcc libc6-dev") from error
    except subprocess.CalledProcessError as error:
        raise CallersFailed(error.stderr) from error
    made.replace(PROGRAM)
    return PROGRAM


async def calling(
    addresses: Sequence[str], cues: Sequence[Cue], *options: str
) -> AsyncIterator[CallerEvent]:
    """Events as they come, until every call is over; `options` as `callers --help` says.

    Raises:
        CallersFailed: the program refused its options.
    """
    to = [part for address in addresses for part in ("--to", address)]
    say = [part for cue in cues for part in ("--say", cue.option)]
    process = await asyncio.create_subprocess_exec(
        *(str(compiled()), *to, *say, *options),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    if not process.stdout or not process.stderr:
        raise CallersFailed("no pipes")
    try:
        async for line in process.stdout:
            yield read_event(line.decode())
        complaint = await process.stderr.read()
        if await process.wait():
            raise CallersFailed(complaint.decode())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
