"""Answers inbound calls by one scenario, always by its newest good edition."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sip.leg import Leg
from voicebot.clock import clock_of
from voicebot.conversation.call import Call
from voicebot.conversation.edition import Edition, expect_no_errors, open_edition
from voicebot.conversation.equipment import Equipment
from voicebot.conversation.events import CallEvent
from voicebot.conversation.needs import slots_for_agents
from voicebot.conversation.rendering import render_fixed
from voicebot.conversation.report import CallReport
from voicebot.conversation.robot import Robot
from voicebot.conversation.script import Script
from voicebot.conversation.shelf import Shelf
from voicebot.settings import Settings

logger = logging.getLogger(__name__)

Watch = Callable[[CallEvent], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallJob:
    """What to talk about.

    `now` None is the true time, else the talk believes that it begins then.
    """

    scenario: Path
    slots: Mapping[str, str]
    now: datetime | None = None


class Reception:
    """One scenario's inbound calls.

    Made while nobody is waiting, so that what is missing is told then. `tell` gets a
    sentence for each edit of the scenario; `pool`, of one thread, reads the edits.
    """

    def __init__(
        self,
        settings: Settings,
        job: CallJob,
        equipment: Equipment,
        *,
        pool: Executor,
        tell: Callable[[str], None],
    ) -> None:
        """Read the scenario and render what it says.

        Raises:
            VoicebotError, TtsError: it cannot be used.
        """
        self._settings = settings
        self._job = job
        first = open_edition(settings, job.scenario)
        self._robot = equipment.robot_for(first.scenario)
        warn_of_unknown_words(self._robot, first)
        script_of(settings, first, job)
        editions = _Editions(settings, job, self._robot, pool)
        self._shelf = Shelf(first, editions, tell=tell, pool=pool)

    async def watch(self) -> None:
        """Look for edits of the scenario; forever."""
        await self._shelf.watch()

    @property
    def slots_for_agents(self) -> int:
        """Call slots that callers of the edition which serves now must leave free."""
        return slots_for_agents(self._shelf.edition.scenario)

    async def answer(self, leg: Leg, watch: Watch) -> CallReport:
        script = script_of(self._settings, await self._shelf.newest(), self._job)
        call = Call(
            self._robot,
            script,
            self._settings.folders.recordings,
            watch,
            answering=self._settings.answering,
        )
        return await call.answer(leg)


class _Editions:
    """Reads the scenario again, as strictly as an author would who looks it over."""

    def __init__(
        self, settings: Settings, job: CallJob, robot: Robot, pool: Executor
    ) -> None:
        self._settings = settings
        self._job = job
        self._robot = robot
        self._pool = pool

    def open(self) -> Edition:
        edition = open_edition(self._settings, self._job.scenario)
        expect_no_errors(edition)
        script_of(self._settings, edition, self._job)
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


def script_of(settings: Settings, edition: Edition, job: CallJob) -> Script:
    """The edition with the job's slots and the settings' agents.

    Raises:
        ScenarioError: a slot that the scenario requires is missing.
    """
    return Script(
        edition.scenario,
        slots=job.slots,
        understander=edition.understander,
        agents=settings.agents,
        now=clock_of(settings, job.now),
    )
