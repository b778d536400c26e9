"""The limits of trunks, held by all processes of a node together.

A file a trunk, and the kernel keeps the count: who holds a channel holds a lock on one
of the file's bytes. So there is nobody to ask and to wait for, and whoever dies, by
`kill -9` too, gives all back at that moment.
"""

import fcntl
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sip.trunk import Trunk
from sip.trunk_budget import TrunkBudget, own_budget
from voicebot.errors import SettingsError
from voicebot.i18n import _

_PACE = 1 << 30
"""The byte that is locked while the time of the next call is read and written."""

_ANOTHER_BOOT_S = 5.0
"""Further off than the pace asks, by this, is a time written before a restart of the
machine, whose clock began anew."""

_TIME = struct.Struct("<d")
_FLOCK = struct.Struct("hhqqi0q")
"""Linux's `struct flock` (fcntl(2)): kind, whence, first byte, bytes, holder."""


class SharedBudget:
    """Implements `sip.trunk_budget.TrunkBudget` for all who open the same file.

    Open file description locks (fcntl(2), Linux): they belong to this opening of the
    file and end with it. The file's first eight bytes are the time, by the machine's
    monotonic clock, at which the next placed call may begin.
    """

    def __init__(
        self, path: Path, *, channels: int | None, calls_per_s: float | None
    ) -> None:
        """Raises OSError where the file cannot be made."""
        self._channels = channels
        self._gap_s = 1 / calls_per_s if calls_per_s else 0.0
        self._held: list[int] = []
        self._uncounted = 0
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    @property
    def free(self) -> int | None:
        if self._channels is None:
            return None
        return self._channels - len(self._held) - self._others(0, self._channels)

    def wait_s(self, now_s: float) -> float:
        if not self._gap_s:
            return 0.0
        written = os.pread(self._file, _TIME.size, 0)
        is_first = len(written) < _TIME.size
        next_at_s: float = now_s if is_first else _TIME.unpack(written)[0]
        wait_s = max(0.0, next_at_s - now_s)
        return wait_s if wait_s <= self._gap_s + _ANOTHER_BOOT_S else 0.0

    def take(self, now_s: float) -> bool:
        if not self._gap_s:
            return self.occupy()
        if not self._lock(_PACE):
            return False
        try:
            if self.wait_s(now_s) > 0 or not self.occupy():
                return False
            os.pwrite(self._file, _TIME.pack(now_s + self._gap_s), 0)
        finally:
            self._unlock(_PACE)
        return True

    def occupy(self) -> bool:
        if self._channels is None:
            self._uncounted += 1
            return True
        others = (byte for byte in range(self._channels) if byte not in self._held)
        byte = next(filter(self._lock, others), None)
        if byte is None:
            return False
        self._held.append(byte)
        return True

    def give_back(self) -> None:
        if self._held:
            self._unlock(self._held.pop())
        elif self._uncounted:
            self._uncounted -= 1
        else:
            raise ValueError("more calls ended than began")

    def close(self) -> None:
        """Give everything back."""
        os.close(self._file)

    def _others(self, first: int, end: int) -> int:
        """How many of these bytes others have locked."""
        if first >= end:
            return 0
        kind, _whence, at, length, _holder = self._ask(
            fcntl.F_OFD_GETLK, fcntl.F_WRLCK, first, end - first
        )
        if kind == fcntl.F_UNLCK:
            return 0
        start, stop = max(first, at), min(end, at + length)
        return stop - start + self._others(first, start) + self._others(stop, end)

    def _lock(self, byte: int) -> bool:
        """At once or not at all."""
        try:
            self._ask(fcntl.F_OFD_SETLK, fcntl.F_WRLCK, byte, 1)
        except OSError:  # another has it, or the kernel gives no lock to anybody
            return False
        return True

    def _unlock(self, byte: int) -> None:
        self._ask(fcntl.F_OFD_SETLK, fcntl.F_UNLCK, byte, 1)

    def _ask(
        self, command: int, kind: int, first: int, length: int
    ) -> tuple[int, int, int, int, int]:
        wanted = _FLOCK.pack(kind, os.SEEK_SET, first, length, 0)
        kind, whence, at, found, holder = _FLOCK.unpack(
            fcntl.fcntl(self._file, command, wanted)
        )
        return kind, whence, at, found, holder


@dataclass(frozen=True, slots=True, kw_only=True)
class TrunkUse:
    """A trunk's channels now: those in use by all processes, and all that it has."""

    name: str
    used: int
    channels: int


class TrunkTable:
    """The budgets of those trunks that have limits, open until `close`."""

    def __init__(self, folder: Path, trunks: Iterable[Trunk]) -> None:
        """Raises SettingsError: there can be no file for a trunk in `folder`."""
        self._shared: dict[str, SharedBudget] = {}
        self._channels: dict[str, int] = {}
        for trunk in trunks:
            if trunk.channels is not None:
                self._channels[trunk.name] = trunk.channels
            if trunk.channels is not None or trunk.calls_per_s is not None:
                self._shared[trunk.name] = _opened(folder, trunk)

    def budget_of(self, trunk: Trunk) -> TrunkBudget:
        """What all share; one without limits counts for itself."""
        return self._shared.get(trunk.name) or own_budget(trunk)

    def free(self, name: str) -> int | None:
        """A trunk's channels left now; None where it has as many as one likes."""
        return self._shared[name].free if name in self._channels else None

    @property
    def uses(self) -> tuple[TrunkUse, ...]:
        """Of those trunks that have so many channels and no more; any thread may ask."""
        return tuple(
            TrunkUse(
                name=name,
                used=channels - (self._shared[name].free or 0),
                channels=channels,
            )
            for name, channels in self._channels.items()
        )

    def close(self) -> None:
        """Give back what is held here."""
        for budget in self._shared.values():
            budget.close()
        self._shared.clear()
        self._channels.clear()


def _opened(folder: Path, trunk: Trunk) -> SharedBudget:
    path = folder / f"trunk-{quote(trunk.name, safe='')}.limits"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return SharedBudget(
            path, channels=trunk.channels, calls_per_s=trunk.calls_per_s
        )
    except OSError as error:
        raise SettingsError(
            _(
                "the limits of trunk {name} are kept in {path}, which cannot be"
                " written: {why}; correct folders.run"
            ).format(name=trunk.name, path=path, why=error.strerror)
        ) from error
