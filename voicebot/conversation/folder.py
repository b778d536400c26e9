"""Where a call's audio, timeline and report lie."""

import itertools
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

AUDIO_NAME = "audio.flac"
TIMELINE_NAME = "timeline.jsonl"
REPORT_NAME = "report.json"


def new_call_folder(recordings: Path, call_id: str, began: datetime) -> Path:
    """Make `recordings/2026-11-20/14-10-05-<call id>/`; the id's odd letters go.

    Trunks begin their ids alike, so one that is taken already gets a number.
    """
    safe_id = re.sub(r"[^A-Za-z0-9-]", "", call_id)[:16]
    day = recordings / f"{began:%Y-%m-%d}"
    day.mkdir(parents=True, exist_ok=True)
    return next(_made(day, f"{began:%H-%M-%S}-{safe_id}"))


def _made(day: Path, name: str) -> Iterator[Path]:
    for number in itertools.count(1):
        folder = day / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        yield folder
