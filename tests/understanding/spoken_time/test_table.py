"""Hundreds of ways to name a time, and what each means."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.understanding.spoken_time.rendering import rendered
from voicebot.understanding.spoken_time.reader import find_time

TABLES = [
    Path(__file__).with_name(name)
    for name in ("table.yaml", "spoken.yaml", "authors.yaml")
]
MOSCOW = ZoneInfo("Europe/Moscow")


GROUPS = [
    group for table in TABLES for group in yaml.safe_load(table.read_text("utf-8"))
]
ROWS = [
    (group["now"], said, means)
    for group in GROUPS
    for said, means in group["said"].items()
]


def meaning(said: str, now: str) -> str:
    moment = datetime.fromisoformat(now).replace(tzinfo=MOSCOW)
    return rendered(find_time(said, moment))


@pytest.mark.parametrize(("now", "said", "means"), ROWS)
def test_what_is_said_means_this_time(now: str, said: str, means: str) -> None:
    assert meaning(said, now) == means


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["about"])
def test_courtesies_around_it_change_nothing(group: dict[str, Any]) -> None:
    read = {
        said: meaning(
            f"Алло, здравствуйте. {said.capitalize()}, спасибо!", group["now"]
        )
        for said in group["said"]
    }
    assert read == group["said"]
