"""Reads a scenario again, as strictly as an author would who looks it over."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from voicebot.conversation.edition import Edition, expect_no_errors, open_edition
from voicebot.conversation.rendering import render_fixed
from voicebot.conversation.robot import Robot
from voicebot.settings import Settings

logger = logging.getLogger(__name__)


class GoodEditions:
    """Implements `voicebot.conversation.shelf.Editions` for one scenario's file.

    `check` looks at each edition too, and raises where calls cannot use it.
    """

    def __init__(
        self,
        settings: Settings,
        scenario: Path,
        robot: Robot,
        pool: Executor,
        check: Callable[[Edition], object],
    ) -> None:
        self._settings = settings
        self._scenario = scenario
        self._robot = robot
        self._pool = pool
        self._check = check

    def open(self) -> Edition:
        edition = open_edition(self._settings, self._scenario)
        expect_no_errors(edition)
        self._check(edition)
        return edition

    async def prepare(self, edition: Edition) -> None:
        await render_fixed(self._robot, edition.scenario, self._pool)
        warn_of_unknown_words(self._robot, edition)


def warn_of_unknown_words(robot: Robot, edition: Edition) -> None:
    """Log the words of the scenario's own phrases that the recognizer can never hear."""
    phrases = edition.understander.phrases_of(tuple(edition.scenario.all_phrases))
    unknown = robot.engine.unknown_words(phrases)
    if unknown:
        logger.warning("recognizer_lacks_words", extra={"lacking": ", ".join(unknown)})
