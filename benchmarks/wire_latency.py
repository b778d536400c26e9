"""Turn latency as the subscriber's own recording shows it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

AUDIBLE = 300
"""-41 dBFS: speech at telephone levels is far above it, line noise far below."""

SAME_REPLY_S = 0.7
"""Sounds of the subscriber closer together than this are one reply."""

LONGEST_S = 10.0

Channel = npt.NDArray[np.int16]


def turn_latencies_s(recording: Path) -> list[float]:
    """Seconds from the subscriber's last audible sample to the robot's first, a turn each.

    `recording` is stereo: the subscriber left, what it heard right.
    """
    audio, rate_hz = soundfile.read(recording, dtype="int16", always_2d=True)
    own, heard = audio[:, 0], audio[:, 1]
    latencies = (
        _first_audible(heard[end : end + round(LONGEST_S * rate_hz)])
        for end in _reply_ends(own, round(SAME_REPLY_S * rate_hz))
    )
    return [found / rate_hz for found in latencies if found is not None]


def _reply_ends(own: Channel, gap_samples: int) -> Iterator[int]:
    """The sample after each reply's last audible one."""
    audible = np.flatnonzero(_is_audible(own))
    if len(audible) == 0:
        return
    is_last = np.append(np.diff(audible) > gap_samples, True)
    yield from (int(index) + 1 for index in audible[is_last])


def _first_audible(heard: Channel) -> int | None:
    audible = np.flatnonzero(_is_audible(heard))
    return int(audible[0]) if len(audible) else None


def _is_audible(samples: Channel) -> npt.NDArray[np.bool_]:
    return np.abs(samples.astype(np.int32)) > AUDIBLE


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest-rank percentile: a value that was really measured."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
