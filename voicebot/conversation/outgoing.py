"""Dials people by one scenario, always by its newest good edition."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from voicebot.conversation.call import Call, Places
from voicebot.conversation.edition import Edition, open_edition
from voicebot.conversation.equipment import Equipment
from voicebot.conversation.good_editions import GoodEditions, warn_of_unknown_words
from voicebot.conversation.needs import slots_for_agents
from voicebot.conversation.reception import Watch
from voicebot.conversation.report import CallReport
from voicebot.conversation.script import Script
from voicebot.conversation.shelf import Shelf
from voicebot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Callee:
    """Whom to call: a number or an address, for `ring_s` at most.

    `zone` is theirs: what they say of times is meant there. `campaign` goes with every
    webhook and message of the call.
    """

    to: str
    ring_s: float
    slots: Mapping[str, str]
    zone: str
    campaign: Mapping[str, str]


class Outgoing:
    """One scenario's dialled calls.

    `tell` gets a sentence for each edit of the scenario; `pool`, of one thread, reads
    the edits.
    """

    def __init__(
        self,
        settings: Settings,
        scenario: Path,
        equipment: Equipment,
        *,
        pool: Executor,
        tell: Callable[[str], None],
    ) -> None:
        """Read the scenario and render what it says; takes seconds.

        Raises:
            VoicebotError, TtsError: it cannot be used.
        """
        self._settings = settings
        first = open_edition(settings, scenario)
        self._robot = equipment.robot_for(first.scenario)
        warn_of_unknown_words(self._robot, first)
        editions = GoodEditions(
            settings, scenario, self._robot, pool, check=lambda _edition: None
        )
        self._shelf = Shelf(first, editions, tell=tell, pool=pool)

    async def watch(self) -> None:
        """Look for edits of the scenario; forever."""
        await self._shelf.watch()

    @property
    def slots_for_agents(self) -> int:
        """Call slots that calls by the edition which serves now must leave free."""
        return slots_for_agents(self._shelf.edition.scenario)

    async def dial(self, line: Places, callee: Callee, watch: Watch) -> CallReport:
        """Call and talk; returns when the call has ended, however it did.

        Nothing is waited for before the INVITE: an edit serves a second after it.

        Raises:
            ScenarioError: a slot that the scenario requires is missing.
            ExceptionGroup: what `line.place` raised.
        """
        script = self._script(self._shelf.edition, callee)
        call = Call(
            self._robot,
            script,
            self._settings.folders.recordings,
            watch,
            answering=self._settings.answering,
        )
        return await call.dial(line, callee.to, ring_s=callee.ring_s)

    def _script(self, edition: Edition, callee: Callee) -> Script:
        zone = ZoneInfo(callee.zone)
        return Script(
            edition.scenario,
            slots=callee.slots,
            understander=edition.understander,
            agents=self._settings.agents,
            now=lambda: datetime.now(zone).replace(microsecond=0),
            campaign=callee.campaign,
        )
