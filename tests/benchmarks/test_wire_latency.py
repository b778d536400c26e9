"""A subscriber's recording, told as a caller tells of its call."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from benchmarks.callers.events import replies
from benchmarks.wire_latency import events_of

RATE_HZ = 8000


def channel(marks: str) -> np.ndarray:
    """A tenth of a second a character, `#` audible."""
    loud = [3000 if mark == "#" else 10 for mark in marks]
    return np.repeat(np.array(loud, np.int16), RATE_HZ // 10)


def recorded(folder: Path, *, own: str, heard: str) -> Path:
    path = folder / "call.wav"
    soundfile.write(path, np.column_stack([channel(own), channel(heard)]), RATE_HZ)
    return path


def test_a_recording_tells_who_was_audible_when(tmp_path: Path) -> None:
    path = recorded(tmp_path, own="....##..", heard=".##....#")
    assert [(event.event, round(event.at_s, 3)) for event in events_of(path)] == [
        ("answered", 0.0),
        ("robot_began", 0.1),
        ("robot_ended", 0.3),
        ("caller_began", 0.4),
        ("caller_ended", 0.6),
        ("robot_began", 0.7),
        ("robot_ended", 0.8),
        ("hung_up", 0.8),
    ]


def test_breaths_within_a_reply_are_the_reply(tmp_path: Path) -> None:
    path = recorded(
        tmp_path,
        own="...##....##............##......",
        heard="##.............####........####",
    )
    assert [one.latency_s for one in replies(events_of(path))] == pytest.approx(
        [0.4, 0.2]
    )


def test_a_silent_recording_holds_no_reply(tmp_path: Path) -> None:
    assert replies(events_of(recorded(tmp_path, own="...", heard="..."))) == []
