"""Which reception answers a number, in one phone worker."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from voicebot.conversation.equipment import Equipment
from voicebot.conversation.reception import CallJob, Reception
from voicebot.node.numbers import numbers_at, scenario_for, scenarios_of
from voicebot.settings import Settings

logger = logging.getLogger(__name__)


class Receptions:
    """A reception for each scenario of the settings' `numbers`.

    `pool`, of one thread, reads scenarios while calls go on.
    """

    def __init__(
        self, settings: Settings, equipment: Equipment, pool: ThreadPoolExecutor
    ) -> None:
        """Open all of them.

        Raises:
            VoicebotError, TtsError: a scenario cannot be used.
        """
        self._equipment = equipment
        self._pool = pool
        self._settings = settings
        self._by_scenario = self._opened(settings)

    def for_number(self, called: str, trunk: str = "") -> tuple[Path, Reception] | None:
        """The scenario's file and its reception; None where no scenario answers.

        `trunk` is the one that the call came by, whose own numbers go first.
        """
        scenario = scenario_for(called, numbers_at(trunk, self._settings))
        return (scenario, self._by_scenario[scenario]) if scenario else None

    @property
    def slots_for_agents(self) -> int:
        """Call slots that callers must leave free, whatever number they called."""
        kept = (one.slots_for_agents for one in self._by_scenario.values())
        return max(kept, default=0)

    async def renew(self, settings: Settings) -> None:
        """Answer by these settings' numbers from now on; live calls go on as they are.

        Raises:
            VoicebotError, TtsError: a scenario cannot be used; nothing has changed.
        """
        loop = asyncio.get_running_loop()
        opened = await loop.run_in_executor(self._pool, self._opened, settings)
        self._by_scenario, self._settings = opened, settings

    async def watch(self) -> None:
        """Look for edits of all scenarios; until they are renewed."""
        async with asyncio.TaskGroup() as group:
            for reception in self._by_scenario.values():
                group.create_task(reception.watch(), name="watch a scenario")

    def _opened(self, settings: Settings) -> dict[Path, Reception]:
        return {
            scenario: Reception(
                settings,
                CallJob(scenario=scenario, slots={}),
                self._equipment,
                pool=self._pool,
                tell=_log_edit,
            )
            for scenario in scenarios_of(settings)
        }


def _log_edit(sentence: str) -> None:
    logger.warning("scenario_edit", extra={"sentence": sentence})
