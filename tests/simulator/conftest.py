"""The store's real PostgreSQL, for what is simulated and then done for real."""

import pytest

from tests.store.conftest import (  # noqa: F401  # fixtures of a real PostgreSQL
    database,
    empty_database,
    server,
)


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICEBOT_LANG", "en")
