"""Everything that docs/tutorial-author.md tells a reader to do works as it says."""

import socket
from collections.abc import Iterator
from itertools import takewhile

import pytest

from tests.tutorial import Block, Reader, blocks_of, commands_of, missing_line
from voicebot.settings import PROJECT_DIR

PAGE = PROJECT_DIR / "docs" / "tutorial-author.md"
FIRST_WITH_SOUND = "6. "
PORT = "5080"
"""On the page; a free one takes its place here."""


def blocks(*, with_sound: bool) -> list[Block]:
    port = _free_port()
    found = list(blocks_of(PAGE.read_text("utf-8").replace(PORT, port)))
    silent = list(
        takewhile(lambda block: not block.section.startswith(FIRST_WITH_SOUND), found)
    )
    return found[len(silent) :] if with_sound else silent


def _free_port() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as some:
        some.bind(("", 0))
        return str(some.getsockname()[1])


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Somebody who has followed the page up to where sound is needed."""
    folder = tmp_path_factory.mktemp("tutorial")
    kept = tmp_path_factory.mktemp("kept")
    reader = Reader(
        folder,
        {"VOICEBOT_LANG": "ru", "VOICEBOT_FOLDERS__RECORDINGS": str(kept)},
    )
    for block in blocks(with_sound=False):
        reader.follow(block)
    yield reader
    reader.stop()


@pytest.mark.timeout(300)
def test_what_is_written_tried_tested_and_drawn_is_as_shown(reader: Reader) -> None:
    drawn = reader.folder / "delivery.svg"
    assert "Отлично, до завтра!" in drawn.read_text("utf-8")


@pytest.mark.model
@pytest.mark.live
@pytest.mark.timeout(600)
def test_what_is_heard_and_called_is_as_shown(reader: Reader) -> None:
    for block in blocks(with_sound=True):
        reader.follow(block)


def test_the_page_shows_the_commands_of_the_workshop() -> None:
    shown = [
        command.words[0]
        for block in (*blocks(with_sound=False), *blocks(with_sound=True))
        if block.kind == "console"
        for command in commands_of(block.text)
        if command.words
    ]
    assert {"new", "check", "chat", "test", "graph", "talk", "answer"} <= {*shown}


def test_a_line_that_is_not_shown_is_missed() -> None:
    output = "one\n  two and more\nthree\n"
    assert missing_line(["one", "two … more", "three"], output) is None
    assert missing_line(["…", "three"], output) is None
    assert missing_line(["two"], output) == "two"
    assert missing_line(["three", "one"], output) == "one"
