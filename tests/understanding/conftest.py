from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from voicebot.settings import PROJECT_DIR
from voicebot.understanding.understander import Understander, open_understander


@pytest.fixture(scope="session")
def understander() -> Understander:
    return open_understander(
        PROJECT_DIR / "dialogs" / "phrases", PROJECT_DIR / "var" / "understanding"
    )


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime(2026, 4, 8, 12, 5, tzinfo=ZoneInfo("Europe/Moscow"))
