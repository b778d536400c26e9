"""What a node must have to do before it starts."""

import asyncio
from typing import Any

import pytest

from voicebot.errors import SettingsError
from voicebot.node.running import run_node
from voicebot.settings import Settings


def start(**settings: Any) -> None:
    asyncio.run(
        run_node(Settings.model_validate(settings), None, ready=lambda _status: None)
    )


def test_without_numbers_lines_and_interface_there_is_nothing_to_do() -> None:
    with pytest.raises(SettingsError, match="no scenario answers any number"):
        start()


def test_lines_without_a_trunk_could_dial_nobody() -> None:
    with pytest.raises(SettingsError, match=r"campaigns\.lines is 4, .* no trunk"):
        start(campaigns={"lines": 4})


def test_hours_that_cannot_be_are_told_before_a_process_starts() -> None:
    with pytest.raises(SettingsError, match=r"campaigns\.window"):
        start(campaigns={"lines": 1, "window": "late"}, trunks={"main": {"host": "x"}})
