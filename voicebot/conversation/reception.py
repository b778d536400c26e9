"""Answers inbound calls by one scenario, always by its newest good edition."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sip.leg import Leg
from voicebot.clock import clock_of
from voicebot.conversation.call import Call
from voicebot.conversation.edition import Edition, open_edition
from voicebot.conversation.equipment import Equipment
from voicebot.conversation.events import CallEvent
from voicebot.conversation.good_editions import GoodEditions, warn_of_unknown_words
from voicebot.conversation.needs import slots_for_agents
from voicebot.conversation.report import CallReport
from voicebot.conversation.script import Script
from voicebot.conversation.shelf import Shelf
from voicebot.settings import Settings

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
        editions = GoodEditions(
            settings,
            job.scenario,
            self._robot,
            pool,
            check=lambda edition: script_of(settings, edition, job),
        )
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
