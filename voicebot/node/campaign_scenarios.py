"""The scenarios that a phone dials by, opened when a campaign's first call asks for one."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from voicebot.conversation.equipment import Equipment
from voicebot.conversation.outgoing import Outgoing
from voicebot.settings import Settings

logger = logging.getLogger(__name__)


class CampaignScenarios:
    """For one event loop. `pool`, of one thread, reads scenarios while calls go on.

    Each is read and rendered once, however many calls wait for it; one that cannot be
    used is tried again by the next call. Tasks of `group` follow their edits, until
    `close`.
    """

    def __init__(
        self,
        settings: Settings,
        equipment: Equipment,
        pool: ThreadPoolExecutor,
        group: asyncio.TaskGroup,
    ) -> None:
        self._settings = settings
        self._equipment = equipment
        self._pool = pool
        self._group = group
        self._opened: dict[str, Outgoing] = {}
        self._watches: list[asyncio.Task[None]] = []
        self._one_by_one = asyncio.Lock()

    async def named(self, name: str) -> Outgoing:
        """The scenario of that name in the folder of scenarios.

        Raises:
            VoicebotError, TtsError: it cannot be used.
        """
        if name not in self._opened:
            async with self._one_by_one:
                if name not in self._opened:
                    await self._open(name)
        return self._opened[name]

    @property
    def slots_for_agents(self) -> int:
        """Call slots that their calls must leave free."""
        kept = (one.slots_for_agents for one in self._opened.values())
        return max(kept, default=0)

    async def renew(self, settings: Settings) -> None:
        """Calls that begin from now on go by these settings; live ones go on."""
        async with self._one_by_one:
            self.close()
            self._settings = settings

    def close(self) -> None:
        for watch in self._watches:
            watch.cancel()
        self._watches.clear()
        self._opened.clear()

    async def _open(self, name: str) -> None:
        loop = asyncio.get_running_loop()
        outgoing = await loop.run_in_executor(self._pool, self._read, name)
        self._opened[name] = outgoing
        watch = self._group.create_task(outgoing.watch(), name=f"watch {name}")
        self._watches.append(watch)

    def _read(self, name: str) -> Outgoing:
        return Outgoing(
            self._settings,
            scenario_path(name, self._settings),
            self._equipment,
            pool=self._pool,
            tell=_log_edit,
        )


def scenario_path(name: str, settings: Settings) -> Path:
    """`credit_lead` is `dialogs/credit_lead.yaml`."""
    return settings.folders.dialogs / f"{name}.yaml"


def _log_edit(sentence: str) -> None:
    logger.warning("scenario_edit", extra={"sentence": sentence})
