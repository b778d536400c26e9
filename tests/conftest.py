"""What holds for every test."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _messages_in_english() -> Iterator[None]:
    """Tests quote the messages as the code has them, whatever catalogue is compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICEBOT_LANG", "en")
        yield
