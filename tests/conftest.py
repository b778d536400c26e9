"""What holds for every test."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

# A landing is judged by the same examples each time; at a desk new ones are tried.
# How long an example may take is a benchmark's question.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session", autouse=True)
def _messages_in_english() -> Iterator[None]:
    """Tests quote the messages as the code has them, whatever catalogue is compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICEBOT_LANG", "en")
        yield
