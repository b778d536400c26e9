"""Who was audible when, as the subscriber's own recording shows it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from benchmarks.callers.events import CallerEvent

AUDIBLE = 300
"""-41 dBFS: speech at telephone levels is far above it, line noise far below."""

SAME_REPLY_S = 0.7
"""Sounds of the subscriber closer together than this are one reply."""

SAME_PROMPT_S = 0.2
"""Of the robot, as the callers' program takes it (voice.c)."""

Channel = npt.NDArray[np.int16]


def events_of(recording: Path) -> list[CallerEvent]:
    """What a caller of the program would have told of this call, from its answer on.

    `recording` is stereo: the subscriber left, what it heard right.
    """
    audio, rate_hz = soundfile.read(recording, dtype="int16", always_2d=True)
    sides = (
        ("caller", audio[:, 0], SAME_REPLY_S),
        ("robot", audio[:, 1], SAME_PROMPT_S),
    )
    marks = [
        (sample / rate_hz, f"{who}_{mark}")
        for who, channel, gap_s in sides
        for sample, mark in _marks(channel, round(gap_s * rate_hz))
    ]
    return [
        CallerEvent(call=0, at_s=at_s, event=event)
        for at_s, event in [
            (0.0, "answered"),
            *sorted(marks),
            (len(audio) / rate_hz, "hung_up"),
        ]
    ]


def _marks(channel: Channel, gap_samples: int) -> Iterator[tuple[int, str]]:
    """The first audible sample of each stretch, and the one after its last."""
    audible = np.flatnonzero(np.abs(channel.astype(np.int32)) > AUDIBLE)
    if len(audible) == 0:
        return
    is_last = np.append(np.diff(audible) > gap_samples, True)
    is_first = np.append(True, is_last[:-1])
    for first, last in zip(audible[is_first], audible[is_last], strict=True):
        yield int(first), "began"
        yield int(last) + 1, "ended"
