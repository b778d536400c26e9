"""Stops one thread of another process: the fault of an event loop that stands still."""

import ctypes
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PTRACE_CONT, PTRACE_DETACH = 7, 17
PTRACE_SEIZE, PTRACE_INTERRUPT = 0x4206, 0x4207
ANY_THREAD = 0x40000000  # __WALL of waitpid(2)
RUNS = "-1"
"""What /proc tells of a stopped thread that was in no system call: it may hold locks."""

_libc = ctypes.CDLL(None, use_errno=True)


@contextmanager
def main_thread_stopped(pid: int) -> Iterator[None]:
    """Inside the block the process's other threads run on, its main thread does not.

    It is stopped while it waits in the kernel, where a Python thread holds no lock.
    """
    _ptrace(PTRACE_SEIZE, pid)
    try:
        _stop(pid)
        while _system_call(pid) == RUNS:
            _ptrace(PTRACE_CONT, pid)
            _stop(pid)
        yield
    finally:
        _ptrace(PTRACE_DETACH, pid)


def _stop(pid: int) -> None:
    _ptrace(PTRACE_INTERRUPT, pid)
    os.waitpid(pid, ANY_THREAD)


def _system_call(pid: int) -> str:
    return Path(f"/proc/{pid}/task/{pid}/syscall").read_text("ascii").split()[0]


def _ptrace(request: int, pid: int) -> None:
    no_address = ctypes.c_void_p(0)
    if _libc.ptrace(request, pid, no_address, no_address) == -1:
        code = ctypes.get_errno()
        if code == errno.EPERM:
            pytest.skip("this machine lets nobody stop another's thread (ptrace)")
        raise OSError(code, os.strerror(code))
