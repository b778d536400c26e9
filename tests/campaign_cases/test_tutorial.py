"""Everything that docs/tutorial-campaign.md tells a manager to do works as it says."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typing_extensions import override

from tests.campaign_cases.case import MOSCOW
from tests.campaign_cases.days import live_through
from tests.campaign_cases.people import never, says
from tests.tutorial import Block, Reader, blocks_of, commands_of
from voicebot.campaign.attempt import AttemptResult
from voicebot.settings import PROJECT_DIR
from voicebot.simulator.scripts import Scripts
from voicebot.store.database import DRIVER
from voicebot.store.embedded import running_server
from voicebot.understanding.understander import Understander

PAGE = PROJECT_DIR / "docs" / "tutorial-campaign.md"
RESULTS = "6. "
"""Before this section two days pass."""
KINDS = {
    "+79161234500": says("да"),
    "+79161234501": says("нет"),
    "+79161234502": never(AttemptResult.NO_ANSWER),
    "+79161234503": says("перезвоните завтра в пять вечера", "да"),
}


class Manager(Reader):
    """Follows the page to the letter, and has the table that it shows."""

    @override
    def follow(self, block: Block) -> None:
        if block.kind == "csv":
            (self.folder / "base.csv").write_text(block.text, "utf-8")
        else:
            super().follow(block)


def blocks() -> list[Block]:
    return list(blocks_of(PAGE.read_text("utf-8")))


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def manager(tmp_path: Path, kept: Path) -> Iterator[Manager]:
    dialogs = tmp_path / "dialogs"
    shutil.copytree(PROJECT_DIR / "dialogs", dialogs)
    manager = Manager(
        tmp_path,
        {
            "VOICEBOT_LANG": "ru",
            "VOICEBOT_FOLDERS__DIALOGS": str(dialogs),
            "VOICEBOT_DATABASE__FOLDER": str(kept),
            "COLUMNS": "100",
        },
    )
    yield manager
    manager.stop()


def two_days_pass(folder: Path, kept: Path, understander: Understander) -> None:
    tomorrow = datetime.now(MOSCOW) + timedelta(days=1)
    begins = tomorrow.replace(hour=10, minute=0, second=0, microsecond=0)
    scripts = Scripts(folder / "dialogs", understander)
    with running_server(kept) as url:
        live_through(
            url.set(drivername=DRIVER),
            "zayavki",
            KINDS,
            scripts,
            begins=begins,
            until=begins + timedelta(days=7),
        )


@pytest.mark.timeout(600)
def test_a_manager_who_follows_the_page_sees_what_it_shows(
    manager: Manager, kept: Path, understander: Understander
) -> None:
    has_passed = False
    with running_server(kept):  # so that it is not started by every command
        for block in blocks():
            if block.section.startswith(RESULTS) and not has_passed:
                two_days_pass(manager.folder, kept, understander)
                has_passed = True
            manager.follow(block)
    for name in ("zayavki.png", "zayavki.html", "zayavki.xlsx", "warm.csv"):
        assert (manager.folder / name).stat().st_size > 0


def test_the_page_shows_every_command_of_the_group() -> None:
    shown = {
        command.words[1]
        for block in blocks()
        if block.kind == "console"
        for command in commands_of(block.text)
        if command.words[:1] == ["campaign"]
    }
    assert shown == {
        *("new", "check", "create", "import", "start", "pause", "resume", "stop"),
        *("edit", "list", "watch", "report", "export"),
    }
