"""Where a call's audio, timeline and report lie."""

import hashlib
import re
from datetime import datetime
from pathlib import Path

AUDIO_NAME = "audio.flac"
TIMELINE_NAME = "timeline.jsonl"
REPORT_NAME = "report.json"

_LONGEST_ID = 16
_DIGEST_LETTERS = 6


def new_call_folder(recordings: Path, call_id: str, began: datetime) -> Path:
    """Make `recordings/2026-11-20/14-10-05-<call id>/`; the id's odd letters go.

    Trunks begin their ids alike, so a long one is cut and told apart by a digest.
    """
    folder = recordings / f"{began:%Y-%m-%d}" / f"{began:%H-%M-%S}-{_short(call_id)}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _short(call_id: str) -> str:
    safe_id = re.sub(r"[^A-Za-z0-9-]", "", call_id)
    if len(safe_id) <= _LONGEST_ID:
        return safe_id
    digest = hashlib.sha256(call_id.encode("utf-8", "replace")).hexdigest()
    return f"{safe_id[:_LONGEST_ID]}-{digest[:_DIGEST_LETTERS]}"
