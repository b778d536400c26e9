from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _english_messages() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICEBOT_LANG", "en")
        yield
