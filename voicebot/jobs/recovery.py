"""Takes back the leases of holders who are silent, but only when it is they who are."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from voicebot.campaign.rules import HouseRules
from voicebot.store.leases import Recovered, recover

logger = logging.getLogger(__name__)

SILENT_S = 30.0
_SERVER_UP_S = text(
    "SELECT extract(epoch FROM clock_timestamp() - pg_postmaster_start_time())"
)
NOTHING = Recovered()


class Recovery:
    """While the database, or this process, stood still, nobody could tell that they live.

    So leases are recovered only when both have been well for as long as a holder may be
    silent. For one task.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        house: HouseRules,
        now: Callable[[], datetime],
        silent_s: float = SILENT_S,
    ) -> None:
        self._engine = engine
        self._house = house
        self._now = now
        self._silent_s = silent_s
        self._well_since: datetime | None = None
        self._looked_at: datetime | None = None

    async def look(self) -> Recovered:
        """To be asked several times within `silent_s`; raises what the database does."""
        is_well = await self._is_well()
        if not is_well:
            return NOTHING
        done = await recover(self._engine, self._now(), self._silent_s, self._house)
        if done != NOTHING:
            told = {"released": done.released, "failed": done.failed}
            logger.warning("leases_recovered", extra=told)
        return done

    async def _is_well(self) -> bool:
        async with self._engine.connect() as connection:
            up_s = float((await connection.execute(_SERVER_UP_S)).scalar_one())
        now = self._now()
        silent = timedelta(seconds=self._silent_s)
        if self._looked_at is None or now - self._looked_at > silent / 2:
            self._well_since = now
        self._looked_at = now
        since = self._well_since or now
        return up_s >= self._silent_s and now - since >= silent
