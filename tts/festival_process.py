"""One Festival child process that keeps its voice loaded.

Starting Festival anew for each text loads the voice each time (about a second);
a kept one speaks a sentence in tens of milliseconds. Commands go in through a pipe,
audio comes out through a file in a folder of its own; no port is opened. The child
ends with its parent: its pipe closes.
"""

import contextlib
import os
import select
import shutil
import subprocess
import tempfile
import time
import weakref
from collections.abc import Sequence
from pathlib import Path

import soundfile

from tts.errors import TtsError
from tts.synthesizer import Samples

COMMAND = ("festival", "--pipe")

_DONE = b"voicebot-done"
_SAY_DONE = f'(begin (format t "\\n{_DONE.decode()}\\n") (fflush nil))\n'
_READ_BYTES = 65536
_KEPT_BYTES = 4000


class FestivalGone(TtsError):
    """The child ended or missed its deadline."""


class FestivalProcess:
    """Starts at once and loads in the background; the first request waits for it.

    For one thread at a time.
    """

    def __init__(self, setup: str, command: Sequence[str] = COMMAND) -> None:
        """`setup`: Scheme forms run first.

        Raises:
            TtsError: there is no such program.
        """
        try:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                # Ctrl-C ends the robot, which ends this child in its own time.
                start_new_session=True,
            )
        except OSError as error:
            raise TtsError(
                "{program} cannot be started ({reason}); install it:"
                " apt-get install festival festvox-ru",
                program=command[0],
                reason=error.strerror,
            ) from error
        self._folder = Path(tempfile.mkdtemp(prefix="voicebot-festival-"))
        self._end = weakref.finalize(self, _end, self._child, self._folder)
        self._unread = b""
        self._owed = 0
        self._send(setup)

    @property
    def is_alive(self) -> bool:
        return self._child.poll() is None

    @property
    def pid(self) -> int:
        return self._child.pid

    def render(self, form: str, deadline_s: float) -> tuple[Samples, int] | None:
        """Audio and rate of the utterance that `form` gives; None if it gave none.

        Raises:
            FestivalGone: the child ended, or was ended at the deadline.
        """
        if not self.is_alive:
            raise FestivalGone("festival ended by itself")
        path = self._folder / "utterance.wav"
        path.unlink(missing_ok=True)
        self._send(f'(utt.save.wave {form} "{path}" (quote riff))\n')
        self._wait(time.monotonic() + deadline_s)
        if not path.is_file():
            return None
        samples, rate_hz = soundfile.read(path, dtype="int16")
        return samples, int(rate_hz)

    def close(self) -> None:
        """End the child. Idempotent."""
        self._end()

    def _send(self, forms: str) -> None:
        """Where the child has ended, waiting for its answer will tell."""
        assert self._child.stdin
        self._owed += 1
        with contextlib.suppress(BrokenPipeError):
            self._child.stdin.write(forms.encode() + _SAY_DONE.encode())
            self._child.stdin.flush()

    def _wait(self, deadline: float) -> None:
        """Read until every command sent has said that it is done."""
        while self._owed:
            if _DONE in self._unread:
                self._unread = self._unread.partition(_DONE)[2]
                self._owed -= 1
                continue
            self._unread = self._unread[-_KEPT_BYTES:] + self._more(deadline)

    def _more(self, deadline: float) -> bytes:
        assert self._child.stdout
        output = self._child.stdout.fileno()
        wait_s = max(0.0, deadline - time.monotonic())
        if not select.select([output], [], [], wait_s)[0]:
            self.close()
            raise FestivalGone("festival did not answer in time and was ended")
        more = os.read(output, _READ_BYTES)
        if not more:
            self.close()
            raise FestivalGone("festival ended by itself")
        return more


def _end(child: subprocess.Popen[bytes], folder: Path) -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        with contextlib.suppress(BrokenPipeError):  # unsent words have no reader
            assert pipe
            pipe.close()
    shutil.rmtree(folder, ignore_errors=True)
