"""The bridge's clock, which stands still while there are no calls."""

import time

import pjsua2 as pj

from sip.media_thread import MediaThread

LINGERS_S = 1.0
"""After the last call: the bridge removes ports on its own thread, tick by tick."""


class MediaClock:
    """An idle phone would spend 0.8 % of a core on ticks of silence. On the stack's thread."""

    def __init__(self, devices: pj.AudDevManager, thread: MediaThread) -> None:
        self._devices = devices
        self._thread = thread
        self._is_running = False
        self._needed_s = time.monotonic()

    def keep(self, *, has_calls: bool) -> None:
        """Look, often: start it with the first call, stop it after the last."""
        if has_calls:
            self._needed_s = time.monotonic()
            self._thread.stay()
            self.start()
        elif self._is_running and time.monotonic() - self._needed_s > LINGERS_S:
            self._thread.leave()
            if not self._thread.is_known:
                self._stop()

    def start(self) -> None:
        """A clock that has no device of sound, only a thread."""
        if not self._is_running:
            self._thread.begins()
            self._devices.setNullDev()
            self._is_running = True

    def _stop(self) -> None:
        self._devices.setNoDev()
        self._is_running = False
