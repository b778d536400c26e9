"""Named times, read from what was heard."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.corpus import NOW, Row, different_texts
from benchmarks.heard import Heard
from benchmarks.shares import rounded_share
from voicebot.understanding.meaning_json import time_json
from voicebot.understanding.spoken_time.reader import find_time


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRead:
    """The time that was found in what was heard of one row; `{}` is none."""

    row: Row
    heard: Heard
    found: Mapping[str, object]
    took_s: float

    @property
    def is_right(self) -> bool:
        return self.found == self.row.time


def open_dictionary() -> None:
    """Opening it takes half a second, which is no reply's time."""
    find_time("чириз полчаса", NOW)


def read_time(row: Row, heard: Heard) -> TimeRead:
    began_s = time.perf_counter()
    found = find_time(heard.text, NOW, alternatives=heard.alternatives)
    took_s = time.perf_counter() - began_s
    told = time_json(found) if found else {}
    return TimeRead(row=row, heard=heard, found=told, took_s=took_s)


def of_texts(rows: Sequence[Row]) -> list[TimeRead]:
    """Each different utterance as written."""
    return [read_time(row, Heard(text=row.text)) for row in different_texts(rows)]


def summary(readings: Sequence[TimeRead]) -> Mapping[str, float | int | None]:
    """Shares are of 1; `false_times` count rows that name no time."""
    timed = [reading for reading in readings if reading.row.time]
    others = [reading for reading in readings if not reading.row.time]
    return {
        "times": len(timed),
        "right": sum(reading.is_right for reading in timed),
        "share": rounded_share(reading.is_right for reading in timed),
        "missed": sum(not reading.found for reading in timed),
        "others": len(others),
        "false_times": sum(bool(reading.found) for reading in others),
    }
