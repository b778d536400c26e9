"""When a process of the node leaves."""

import subprocess
import sys
from typing import IO

import pytest

WAITS = """
import asyncio
from voicebot.node.process_life import told_to_leave

async def wait():
    asyncio.get_running_loop().call_soon(print, "waits")
    await told_to_leave(print)
    print("leaves")

asyncio.run(wait())
"""
WITHIN_S = 20


def started(stdin: int | IO[bytes]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-u", "-c", WAITS], stdin=stdin, stdout=subprocess.PIPE
    )


def told(process: "subprocess.Popen[bytes]") -> bytes:
    assert process.stdout
    return process.stdout.readline()


def test_a_process_leaves_with_its_supervisor() -> None:
    with started(subprocess.PIPE) as process:
        assert process.stdin
        assert told(process) == b"waits\n"
        process.stdin.write(b"peers\n")
        process.stdin.flush()
        assert told(process) == b"peers\n"
        process.stdin.close()
        assert told(process) == b"leaves\n"
        assert process.wait(WITHIN_S) == 0


def test_a_process_without_a_supervisor_waits_for_a_signal() -> None:
    with started(subprocess.DEVNULL) as process:
        assert told(process) == b"waits\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        process.terminate()
        assert told(process) == b"leaves\n"
        assert process.wait(WITHIN_S) == 0
