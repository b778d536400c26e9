"""Copies phrase lists to where Rasa learns them, without what holds at one place only.

    python scripts/rasa_lists.py dialogs/phrases COPY

Corrections that were made for one scenario or question stay with the robot, for Rasa
knows of neither: it would take them for true everywhere. Run by Rasa's own Python 3.10.
"""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

CORRECTIONS = "corrections.yml"


def general(written: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same list without examples that have a place in their `metadata`."""
    kept = []
    for entry in written["nlu"]:
        examples = entry["examples"]
        if isinstance(examples, list):
            examples = [one for one in examples if not one.get("metadata")]
        if examples:
            kept.append({**entry, "examples": examples})
    return {**written, "nlu": kept}


def main(lists: Path, copy: Path) -> None:
    for path in sorted(lists.glob("*.yml")):
        if path.name != CORRECTIONS:
            shutil.copy(path, copy)
            continue
        # Every value is text: YAML 1.1 would read the intents `yes` and `no` as booleans.
        written = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        taught = general(written)
        if taught["nlu"]:
            text = yaml.safe_dump(taught, allow_unicode=True, sort_keys=False)
            (copy / path.name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
