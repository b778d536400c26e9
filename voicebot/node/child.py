"""One process of the node: started, watched, restarted, ended."""

import asyncio
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from voicebot.errors import VoicebotError
from voicebot.i18n import _
from voicebot.node.line_cutter import lines_of
from voicebot.node.process_life import BAD_INPUT
from voicebot.node.reports import (
    NotAReport,
    PhoneLoad,
    Ready,
    Report,
    SpeechLoad,
    read_report,
)
from voicebot.node.restart import RestartPolicy
from voicebot.node.told_lines import pass_on_lines

logger = logging.getLogger(__name__)

STARTS_WITHIN_S = 120.0
"""Models are read from a disk, prompts may have to be rendered."""

SILENT_FOR_S = 15.0
"""A process that serves reports every second; one that hangs loses its calls anyway."""

DIES_WITHIN_S = 5.0
"""After SIGTERM, when nothing is left to wait for."""

LAST_WORDS_WITHIN_S = 1.0
"""A dead process's stderr ends with it, unless one that it started still holds it."""


NOTHING_MORE: Mapping[str, str] = {}


class CannotStart(VoicebotError):
    """A process finds something that a person must mend first, such as a lost model."""


class Phase(StrEnum):
    """What a process is doing, as `voicebot status` shows it."""

    STARTING = "starting"
    SERVING = "serving"
    DRAINING = "draining"
    WAITING = "waiting to be restarted"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildStatus:
    """One process now. `restarts` counts deaths that nobody asked for."""

    name: str
    phase: Phase
    pid: int | None
    restarts: int
    address: str
    load: PhoneLoad | SpeechLoad | None


class Child:
    """Keeps one process alive until it is told to leave.

    The process reports on its stdout, logs on its stderr, and leaves when its stdin
    closes, so that it never outlives a supervisor that was killed.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str] = NOTHING_MORE,
        *,
        is_needed: bool = True,
    ) -> None:
        """`command` are the arguments of this Python; it gets our environment and more.

        One that is not needed is started again whatever it died of.
        """
        self.name = name
        self._is_needed = is_needed
        self._command = (sys.executable, *command)
        self._environment = environment
        self._process: Process | None = None
        self._policy = RestartPolicy()
        self._restarts = 0
        self._phase = Phase.STARTING
        self._address = ""
        self._load: PhoneLoad | SpeechLoad | None = None
        self._left = asyncio.Event()
        self._ready = asyncio.Event()

    @property
    def status(self) -> ChildStatus:
        return ChildStatus(
            name=self.name,
            phase=self._phase,
            pid=self._process.pid if self._process else None,
            restarts=self._restarts,
            address=self._address,
            load=self._load,
        )

    async def ready(self) -> None:
        """Wait until it serves for the first time, has left, or died and may be missed."""
        await self._ready.wait()

    async def keep(self) -> None:
        """Run it, again and again, until `drain` or `kill`.

        Raises:
            CannotStart: it never served, for a reason that only a person can mend.
        """
        loop = asyncio.get_running_loop()
        while not self._left.is_set():
            began_s = loop.time()
            code = await self._live()
            if self._left.is_set():
                break
            if not self._is_needed:
                self._ready.set()
            if code == BAD_INPUT and not self._ready.is_set():
                raise CannotStart(
                    _("{process} cannot start; it said why").format(process=self.name)
                )
            self._restarts += 1
            self._policy, wait_s = self._policy.died(lived_s=loop.time() - began_s)
            logger.error(
                "process_died",
                extra={"child": self.name, "code": code, "again_in_s": wait_s},
            )
            self._phase = Phase.WAITING
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self._left.wait()
        self._phase = Phase.ENDED
        self._ready.set()

    def drain(self) -> None:
        """Let it finish what it does and leave (SIGTERM); it is not started again."""
        self._leave(signal.SIGTERM, Phase.DRAINING)

    def kill(self) -> None:
        self._leave(signal.SIGKILL, Phase.DRAINING)

    def tell(self, line: str) -> None:
        """Say a line to its stdin; one that has not read the last is spared."""
        if self._phase is not Phase.SERVING or not self._process:
            return
        stdin = self._process.stdin
        if stdin and not stdin.transport.get_write_buffer_size():
            stdin.write(line.encode() + b"\n")

    def reload(self) -> None:
        """Let it read its settings and scenarios again (SIGHUP)."""
        if self._phase is Phase.SERVING:  # one that starts reads them anyway
            self._signal(signal.SIGHUP)

    def _leave(self, number: signal.Signals, phase: Phase) -> None:
        self._left.set()
        if self._process and self._phase is not Phase.ENDED:
            self._phase = phase
        self._signal(number)

    def _signal(self, number: signal.Signals) -> None:
        if self._process and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.send_signal(number)

    async def _live(self) -> int:
        """One life, from its start to its exit code."""
        self._phase = Phase.STARTING
        self._load = None
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            start_new_session=True,
            env={**os.environ, **self._environment},
        )
        logger.info(
            "process_started",
            extra={"child": self.name, "child_pid": self._process.pid},
        )
        if self._left.is_set():  # told so while it was being started
            self._signal(signal.SIGKILL)
        lines = asyncio.create_task(self._pass_on_lines(self._process), name="log")
        try:
            await self._follow(self._process)
            return await self._process.wait()
        finally:
            self._signal(signal.SIGKILL)
            self._process = None
            await asyncio.wait({lines}, timeout=LAST_WORDS_WITHIN_S)
            lines.cancel()

    async def _pass_on_lines(self, process: Process) -> None:
        assert process.stderr is not None  # PIPE
        await pass_on_lines(process.stderr, process=self.name, pid=process.pid)

    async def _follow(self, process: Process) -> None:
        """Take its reports until it ends or hangs; who hangs is killed."""
        assert process.stdout is not None  # PIPE
        patience_s = STARTS_WITHIN_S
        lines = lines_of(process.stdout)
        try:
            while True:
                async with asyncio.timeout(patience_s):
                    line = await anext(lines, None)
                if line is None:
                    return
                if self._take(line):
                    patience_s = SILENT_FOR_S
        except TimeoutError:
            logger.error(  # noqa: TRY400  # its own stack tells nothing
                "process_hangs", extra={"child": self.name, "silent_s": patience_s}
            )
            self._signal(signal.SIGKILL)

    def _take(self, line: str) -> bool:
        """Whether the process serves; what is no report is logged."""
        try:
            report: Report = read_report(line)
        except NotAReport:
            logger.warning("not_a_report", extra={"child": self.name, "line": line})
            return self._phase is not Phase.STARTING
        if isinstance(report, Ready):
            self._address = report.address
            if self._phase is Phase.STARTING:
                self._phase = Phase.SERVING
            self._ready.set()
        else:
            self._load = report
        return self._phase is not Phase.STARTING
