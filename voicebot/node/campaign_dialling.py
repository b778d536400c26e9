"""One phone's part in campaigns: a dialer, for as long as the database lets it."""

import asyncio
import logging
import socket
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from sip.endpoint import PjsuaLine
from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.reading.house import house_rules
from voicebot.conversation.equipment import Equipment
from voicebot.dialer.dialer import Dialer
from voicebot.dialer.ledger import Terms
from voicebot.errors import StoreError
from voicebot.i18n import _
from voicebot.node.campaign_caller import CampaignCaller
from voicebot.node.campaign_scenarios import CampaignScenarios
from voicebot.node.dialling import Share
from voicebot.node.live_calls import LiveCalls
from voicebot.node.tally import Tally
from voicebot.node.trunk_table import TrunkTable
from voicebot.settings import Settings
from voicebot.store.database import database_url, open_database

logger = logging.getLogger(__name__)

AGAIN_S = 5.0
"""Between looks at a database that is away, or has other tables than this code."""

TRUNKS_LOOK_S = 0.5
"""How often it is asked which trunks have a channel left."""

SILENT_S = 15.0
"""A free line asks for contacts every second."""

CONNECTIONS = 2
"""A phone asks the database some times a second; a hundred phones do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiallingParts:
    """What a phone dials with. `name` is the process's, `trunks` know who has a channel."""

    name: str
    settings: Settings
    share: Share
    equipment: Equipment
    pool: ThreadPoolExecutor
    trunks: TrunkTable


class CampaignDialling:
    """Implements `voicebot.node.dialling.Dialling`.

    A database that is away costs the phone's own callers nothing.
    """

    def __init__(
        self,
        parts: DiallingParts,
        line: PjsuaLine,
        live: LiveCalls,
        tally: Tally,
        group: asyncio.TaskGroup,
    ) -> None:
        """Tasks of `group` follow scenarios' edits, until `close`.

        Raises:
            SettingsError: what holds for all campaigns cannot be read.
        """
        self._settings = parts.settings
        self._lines = parts.share.lines
        self._line = line
        self._trunks = parts.trunks
        self._budgets = budgets_of(parts.settings)
        self._tally = tally
        self._scenarios = CampaignScenarios(
            parts.settings, parts.equipment, parts.pool, group
        )
        self._caller = CampaignCaller(
            line, self._scenarios, live, tally, parts.share, self._open_trunks
        )
        self._house = house_rules(parts.settings)
        self._holder = f"{socket.gethostname()}/{parts.name}/{uuid4().hex[:8]}"
        self._dialer: Dialer | None = None
        self._is_draining = asyncio.Event()
        self._is_settled = asyncio.Event()
        self._is_settled.set()
        self._heard_s = 0.0
        self.trouble: str | None = None

    async def run(self) -> None:
        """Dial until `drain`."""
        while not self._is_draining.is_set():
            try:
                await self._dial_by_database()
            except StoreError as error:
                self._tell(str(error))
            except Exception:  # callers' calls go on whatever it is
                logger.exception("dialling_failed")
                self._tell(_("an internal error; see the log"))
            with suppress(TimeoutError):
                async with asyncio.timeout(AGAIN_S):
                    await self._is_draining.wait()

    def drain(self) -> None:
        """Call nobody else."""
        self._is_draining.set()
        if self._dialer:
            self._dialer.drain()

    async def settled(self) -> None:
        """Wait until the calls have ended, and what they came to is in the database."""
        await self._is_settled.wait()

    def renew(self, settings: Settings) -> None:
        """Calls that begin from now on go by these settings.

        Raises:
            SettingsError: what holds for all campaigns cannot be read.
        """
        self._house = house_rules(settings)
        self._settings = settings
        self._scenarios.renew(settings)

    def close(self) -> None:
        self._scenarios.close()

    async def _dial_by_database(self) -> None:
        with database_url(self._settings) as url:
            async with open_database(url, connections=CONNECTIONS) as engine:
                self._tell(None)
                await self._dial(engine)

    async def _dial(self, engine: AsyncEngine) -> None:
        terms = self._terms()
        self._dialer = Dialer(engine, self._caller, terms, claimed=self._hear)
        if self._is_draining.is_set():  # told so while the database was looked at
            self._dialer.drain()
        self._is_settled.clear()
        try:
            async with asyncio.TaskGroup() as group:
                following = group.create_task(
                    self._follow(self._dialer, terms), name="follow the dialer"
                )
                await self._dialer.run()
                following.cancel()
        finally:
            self._dialer = None
            self._is_settled.set()

    async def _follow(self, dialer: Dialer, terms: Terms) -> None:
        """Dial by those trunks that work and have a channel left; see who is silent."""
        self._heard_s = _now_s()
        while True:
            await asyncio.sleep(TRUNKS_LOOK_S)
            before, terms = terms, self._terms()
            if terms != before:
                dialer.renew(terms)
            if not self._caller.free:  # and so the database is not asked
                self._heard_s = _now_s()
            is_silent = _now_s() - self._heard_s > SILENT_S
            self._tell(_("the database does not answer") if is_silent else None)

    def _hear(self, took_s: float) -> None:
        self._heard_s = _now_s()
        self._tally.add_claim(took_s)

    def _terms(self) -> Terms:
        return Terms(
            holder=self._holder,
            lines=self._lines,
            trunks=self._open_trunks(),
            house=self._house,
        )

    def _open_trunks(self) -> tuple[TrunkBudget, ...]:
        up = [trunk.name for trunk in self._line.trunks if trunk.is_up]
        return tuple(self._budgets[name] for name in up if self._trunks.free(name) != 0)

    def _tell(self, trouble: str | None) -> None:
        """Each trouble is logged once, and that it is over."""
        if trouble != self.trouble:
            if trouble:
                logger.error("dialling_stopped", extra={"sentence": trouble})
            else:
                logger.info("dialling_again")
        self.trouble = trouble


def _now_s() -> float:
    return asyncio.get_running_loop().time()


def budgets_of(settings: Settings) -> Mapping[str, TrunkBudget]:
    """What campaigns of all machines may use of each trunk, by its name."""
    return {
        name: TrunkBudget(
            name=name, lines=trunk.channels, calls_per_s=trunk.calls_per_s
        )
        for name, trunk in settings.trunks.items()
    }
