"""Lines leave in order, and nobody waits for them."""

import os
import threading
from pathlib import Path

from voicebot.logs.writer import Descriptor, LineWriter, LogFile


class Gate:
    """An outlet that is shut until it is opened."""

    def __init__(self) -> None:
        self.is_open = threading.Event()
        self.has_begun = threading.Event()
        self.written = b""

    def write(self, lines: bytes) -> None:
        self.has_begun.set()
        self.is_open.wait()
        self.written += lines


class Full:
    """A disk without room."""

    def write(self, lines: bytes) -> None:
        raise OSError(28, "No space left on device", len(lines))


def dropped(count: int) -> str:
    return f"{count} dropped"


def test_whoever_logs_does_not_wait_and_what_is_lost_is_counted() -> None:
    gate = Gate()
    writer = LineWriter(gate, dropped, capacity=2)
    writer.put("first")
    gate.has_begun.wait()
    for line in ("second", "third", "fourth", "fifth"):
        writer.put(line)
    gate.is_open.set()
    writer.close()
    assert gate.written.decode().split("\n") == [
        *("first", "second", "third", "2 dropped", "")
    ]


def test_a_full_disk_ends_nothing() -> None:
    writer = LineWriter(Full(), dropped)
    writer.put("lost")
    writer.close()
    assert not writer.is_alive()


def test_a_pipe_that_is_full_for_a_while_loses_nothing() -> None:
    there, here = os.pipe()
    os.set_blocking(here, False)
    writer = LineWriter(Descriptor(here), dropped)
    writer.put("x" * 200_000)
    read = b""
    while not read.endswith(b"\n"):
        read += os.read(there, 65536)
    writer.close()
    assert len(read) == 200_001


def test_a_file_that_was_moved_away_is_begun_anew(tmp_path: Path) -> None:
    file = LogFile(tmp_path / "log")
    file.write(b"one\n")
    (tmp_path / "log").rename(tmp_path / "log.1")
    file.write(b"two\n")
    file.write(b"three\n")
    assert (tmp_path / "log.1").read_bytes() == b"one\n"
    assert (tmp_path / "log").read_bytes() == b"two\nthree\n"
