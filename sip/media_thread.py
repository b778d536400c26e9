"""The bridge's clock thread, kept known to Python from one callback to the next."""

import ctypes

_LOCKED = 0
"""What Python calls a thread that held the interpreter already."""


class MediaThread:
    """Spares each callback the making and unmaking of a Python thread.

    That is half of what a callback costs: memory is mapped and unmapped each time.
    Python forgets a foreign thread when its callback returns; one that asked for the
    interpreter once more than it gave it back stays known, and must be made forgotten
    before it ends.
    """

    def __init__(self) -> None:
        self.is_known = False
        self._is_leaving = False

    def begins(self) -> None:
        """A new thread is about to call."""
        self.is_known = self._is_leaving = False

    def stay(self) -> None:
        self._is_leaving = False

    def leave(self) -> None:
        """With its next callback it is no longer known."""
        self._is_leaving = True

    def enter(self) -> None:
        """First in each callback, on the media thread."""
        if self.is_known is not self._is_leaving:
            return
        self.is_known = not self._is_leaving
        if self.is_known:
            ctypes.pythonapi.PyGILState_Ensure()
        else:
            ctypes.pythonapi.PyGILState_Release(_LOCKED)
