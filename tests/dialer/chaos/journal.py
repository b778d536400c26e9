"""What was truly dialled: a file that every process only appends to."""

import json
import os
import time
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """One call of process `pid`; `ended_s` is None where the process died in it."""

    lease: int
    contact: int
    number: str
    pid: int
    began_s: float
    ended_s: float | None = None
    result: str | None = None


class Journal:
    """Each line is one write, so lines of many processes stay whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0
        self._pids: set[int] = set()
        self._file = os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o644)

    def write(self, **facts: object) -> None:
        line = json.dumps({"at_s": time.time(), "pid": os.getpid(), **facts})
        os.write(self._file, f"{line}\n".encode())

    def pids(self) -> Set[int]:
        """Of the processes that have dialled so far."""
        with self._path.open("rb") as file:
            file.seek(self._read)
            for line in file:
                if line.endswith(b"\n"):
                    self._read += len(line)
                    told = json.loads(line)
                    if told["what"] == "begin":
                        self._pids.add(told["pid"])
        return self._pids

    def lines(self) -> Iterator[dict[str, object]]:
        for line in self._path.read_text("utf-8").splitlines():
            yield json.loads(line)


def dials_of(lines: Iterator[dict[str, object]]) -> Sequence[Dial]:
    """In the order in which they began; dying ends what a process was about."""
    begun: list[Dial] = []
    ends: dict[int, dict[str, object]] = {}
    deaths: dict[int, float] = {}
    for line in lines:
        at_s = float(str(line["at_s"]))
        match line["what"]:
            case "begin":
                begun.append(
                    Dial(
                        lease=int(str(line["lease"])),
                        contact=int(str(line["contact"])),
                        number=str(line["number"]),
                        pid=int(str(line["pid"])),
                        began_s=at_s,
                    )
                )
            case "end":
                ends[int(str(line["lease"]))] = line
            case "kill":
                deaths[int(str(line["victim"]))] = at_s
            case other:
                raise AssertionError(f"the journal says {other}")
    return [_ended(dial, ends, deaths) for dial in begun]


def _ended(
    dial: Dial, ends: dict[int, dict[str, object]], deaths: dict[int, float]
) -> Dial:
    end = ends.get(dial.lease)
    if end is None:
        return replace(dial, ended_s=deaths.get(dial.pid))
    ended_s = float(str(end["at_s"]))
    return replace(dial, ended_s=ended_s, result=str(end["result"]))
