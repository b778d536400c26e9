"""A case is run in a folder and a database of its own; what is understood is shared."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.campaign_cases.case import Case
from tests.store.conftest import (  # noqa: F401  # fixtures of a real PostgreSQL
    database,
    empty_database,
    server,
)
from voicebot.settings import Settings
from voicebot.understanding.understander import Understander, open_understander

NewCase = Callable[[str], Case]


@pytest.fixture(scope="session")
def understander() -> Understander:
    folders = Settings().folders
    return open_understander(folders.dialogs / "phrases", folders.var / "understanding")


@pytest.fixture
def new_case(
    tmp_path: Path,
    database: URL,  # noqa: F811  # the fixture
    understander: Understander,
) -> NewCase:
    """By the name of a template."""
    return lambda template: Case(template, tmp_path, database, understander)
