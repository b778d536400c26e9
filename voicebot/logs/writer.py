"""Log lines on their way out, so that whoever logs never waits for whoever reads."""

import os
import select
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from typing_extensions import override

CAPACITY_LINES = 10_000
"""A call at its most talkative writes a few hundred."""

ENDS_WITHIN_S = 2.0
"""How long a leaving process waits for its last lines to be taken."""


class Outlet(Protocol):
    """Where lines go; for one thread."""

    def write(self, lines: bytes) -> None:
        """All of it, in one piece where the system can. May raise OSError."""


class Descriptor:
    """An open file, pipe or terminal, by its number."""

    def __init__(self, number: int) -> None:
        self._number = number

    def write(self, lines: bytes) -> None:
        while lines:
            try:
                lines = lines[os.write(self._number, lines) :]
            except BlockingIOError:
                select.select((), (self._number,), ())


class LogFile:
    """A file that is opened again when it was renamed or removed, as logrotate does."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            OSError: it cannot be written.
        """
        self._path = path
        self._number = self._opened()

    def write(self, lines: bytes) -> None:
        if not self._is_current():
            os.close(self._number)
            self._number = self._opened()
        Descriptor(self._number).write(lines)

    def _opened(self) -> int:
        return os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)

    def _is_current(self) -> bool:
        try:
            there = self._path.stat()
        except FileNotFoundError:
            return False
        return os.path.samestat(there, os.fstat(self._number))


class LineWriter(threading.Thread):
    """Writes lines in the order in which they were put.

    Holds `capacity` of them; a line that finds no room is dropped and counted, and
    `tell_dropped` makes the line that says how many were.
    """

    def __init__(
        self,
        outlet: Outlet,
        tell_dropped: Callable[[int], str],
        *,
        capacity: int = CAPACITY_LINES,
    ) -> None:
        super().__init__(name="log", daemon=True)
        self._outlet = outlet
        self._tell_dropped = tell_dropped
        self._capacity = capacity
        self._lines: deque[str] = deque()
        self._dropped = 0
        self._is_closed = False
        self._changed = threading.Condition()
        self.start()

    def put(self, line: str) -> None:
        """Any thread may; returns at once."""
        with self._changed:
            if len(self._lines) >= self._capacity:
                self._dropped += 1
                return
            self._lines.append(line)
            self._changed.notify()

    def close(self) -> None:
        """Wait until all is written, but no longer than `ENDS_WITHIN_S`."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self.join(ENDS_WITHIN_S)

    @override
    def run(self) -> None:
        while lines := self._next():
            written = "".join(f"{line}\n" for line in lines)
            try:
                self._outlet.write(written.encode("utf-8", "replace"))
            except OSError:  # the disk is full, the reader gone: the calls go on
                with self._changed:
                    self._dropped += len(lines)

    def _next(self) -> list[str]:
        """What waits; nothing once it is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._lines or self._is_closed)
            lines = list(self._lines)
            self._lines.clear()
            if self._dropped and lines:
                lines.append(self._tell_dropped(self._dropped))
                self._dropped = 0
            return lines
