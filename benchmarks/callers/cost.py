"""What processes cost, as Linux counts it."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_USER_FIELD = 11
"""utime's place behind the name's closing parenthesis in /proc/PID/stat; stime follows."""


LOOKS_EVERY_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """`cpu_s` since a process began; memory in MB, where shared pages count once."""

    cpu_s: float
    memory_mb: float


class Meter:
    """What a node's processes spend from now on, all together.

    A process that dies spends nothing further.
    """

    def __init__(self, pids: Mapping[str, int]) -> None:
        self._pids = pids
        self._began = _by_process(pids)
        self._latest = dict(self._began)
        self._most_mb = 0.0
        self._looked_s = time.monotonic()
        self._note()

    def look(self) -> None:
        """Called often; looks every `LOOKS_EVERY_S`."""
        if time.monotonic() - self._looked_s >= LOOKS_EVERY_S:
            self._looked_s = time.monotonic()
            self._note()

    def spent(self) -> Cost:
        """Processor time until now, and the most memory that was seen."""
        self._note()
        return Cost(
            cpu_s=sum(
                self._latest[name].cpu_s - began.cpu_s
                for name, began in self._began.items()
            ),
            memory_mb=self._most_mb,
        )

    def _note(self) -> None:
        found = _by_process(self._pids)
        self._latest |= found
        total_mb = sum(cost.memory_mb for cost in found.values())
        self._most_mb = max(self._most_mb, total_mb)


def _by_process(pids: Mapping[str, int]) -> dict[str, Cost]:
    return {
        name: Cost(cpu_s=cpu_s(_read(pid, "stat")), memory_mb=_proportional_mb(pid))
        for name, pid in pids.items()
        if Path(f"/proc/{pid}/stat").exists()
    }


def cpu_s(stat: str) -> float:
    """User and system time of a line of /proc/PID/stat.

    >>> fields = " ".join(["S", *["0"] * 10, "150", "50", "0"])
    >>> cpu_s(f"7 (a (b) c) {fields}") == 200 / _TICKS_PER_S
    True
    """
    fields = stat.rpartition(")")[2].split()
    return sum(map(int, fields[_USER_FIELD : _USER_FIELD + 2])) / _TICKS_PER_S


def resident_mb(pid: int) -> float:
    return _kilobytes(_read(pid, "status"), "VmRSS:") / 1024


def _proportional_mb(pid: int) -> float:
    return _kilobytes(_read(pid, "smaps_rollup"), "Pss:") / 1024


def _kilobytes(text: str, key: str) -> int:
    return next(
        int(line.split()[1]) for line in text.splitlines() if line.startswith(key)
    )


def _read(pid: int, what: str) -> str:
    return Path(f"/proc/{pid}/{what}").read_text()
