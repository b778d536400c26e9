"""A call's audio on disk: stereo FLAC, caller left, robot right, 8 kHz."""

from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import soundfile

from sip.leg import RATE_HZ, AudioTick
from voicebot.conversation.folder import AUDIO_NAME

_BLOCK_TICKS = 50


class Recording:
    """Collects ticks and writes them a second at a time.

    Both channels come from the same ticks, so they are aligned to the sample.
    """

    def __init__(self, folder: Path) -> None:
        self._file = soundfile.SoundFile(
            folder / AUDIO_NAME, "w", samplerate=RATE_HZ, channels=2, subtype="PCM_16"
        )
        self._ticks: list[AudioTick] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._write()
        self._file.close()

    def add(self, tick: AudioTick) -> None:
        self._ticks.append(tick)
        if len(self._ticks) >= _BLOCK_TICKS:
            self._write()

    def _write(self) -> None:
        if not self._ticks:
            return
        heard = np.concatenate([tick.heard for tick in self._ticks])
        played = np.concatenate([tick.played for tick in self._ticks])
        self._file.write(np.column_stack([heard, played]))
        self._ticks.clear()
