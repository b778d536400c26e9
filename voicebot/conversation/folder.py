"""Where a call's audio, timeline and report lie."""

import re
from datetime import datetime
from pathlib import Path

AUDIO_NAME = "audio.flac"
TIMELINE_NAME = "timeline.jsonl"
REPORT_NAME = "report.json"


def new_call_folder(recordings: Path, call_id: str, began: datetime) -> Path:
    """Make `recordings/2026-11-20/14-10-05-<call id>/`; the id's odd letters go."""
    safe_id = re.sub(r"[^A-Za-z0-9-]", "", call_id)[:16]
    folder = recordings / f"{began:%Y-%m-%d}" / f"{began:%H-%M-%S}-{safe_id}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
