import pytest

from voicebot.settings import PROJECT_DIR
from voicebot.understanding.understander import Understander, open_understander


@pytest.fixture(scope="session")
def embedded() -> Understander:
    return open_understander(
        PROJECT_DIR / "dialogs" / "phrases", PROJECT_DIR / "var" / "understanding"
    )
