from collections.abc import Iterator

import pytest

from voicebot.settings import PROJECT_DIR
from voicebot.understanding.understander import Understander, open_understander


@pytest.fixture(scope="session", autouse=True)
def _english_messages() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICEBOT_LANG", "en")
        yield


@pytest.fixture(scope="session")
def embedded() -> Understander:
    return open_understander(
        PROJECT_DIR / "dialogs" / "phrases", PROJECT_DIR / "var" / "understanding"
    )
