"""A dialer's side of the database: whom it may call, and what came of it."""

import logging
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.rules import HouseRules
from voicebot.dialer.caller import RecordedCall
from voicebot.store.claims import Claim, claim
from voicebot.store.leases import keep_alive, note_dialled, release
from voicebot.store.outcomes import keep_outcome

logger = logging.getLogger(__name__)

_OURS = text("""
SELECT FROM leases
WHERE id = :id AND holder = :holder AND contact_id = :contact_id AND number = :number
""")
_GIVE_BACK = text("""
WITH gone AS (
    DELETE FROM leases
    WHERE id = :id AND holder = :holder AND contact_id = :contact_id
    RETURNING contact_id
)
UPDATE contacts SET is_claimed = false FROM gone WHERE contacts.id = gone.contact_id
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """By what a process dials.

    `holder` names this very run of the process: one that is started again is another.
    `lines` is how many calls it may have at once; `trunks` as it prefers them.
    """

    holder: str
    lines: int
    trunks: Sequence[TrunkBudget]
    house: HouseRules


class Ledger:
    """Each method is one transaction, or several that bear being broken off anywhere.

    What they raise is SQLAlchemy's or the driver's: the dialer takes it for a database
    that does not answer, whatever it is.
    """

    def __init__(
        self, engine: AsyncEngine, terms: Terms, now: Callable[[], datetime]
    ) -> None:
        self.terms = terms
        self._engine = engine
        self._now = now

    async def claim(self, wanted: int) -> tuple[Claim, ...]:
        terms = self.terms
        return await claim(
            self._engine,
            now=self._now(),
            wanted=wanted,
            holder=terms.holder,
            trunks=terms.trunks,
            house=terms.house,
        )

    async def begin(self, one: Claim) -> bool:
        """Whether the call may begin; then it is on record that it has.

        A server that crashed may have forgotten a claim and given its number to
        another: only the very lease counts.
        """
        async with self._engine.connect() as connection:
            may_begin = await note_dialled(connection, one.lease_id, self._now())
            if may_begin and await self._is_ours(connection, one):
                await connection.commit()
                return True
            await connection.rollback()
        return False

    async def finish(self, one: Claim, made: RecordedCall) -> None:
        await keep_outcome(
            self._engine,
            one.lease_id,
            made.attempt,
            one.rules,
            self.terms.house,
            call_folder=made.call_folder,
        )

    async def give_back(self, one: Claim) -> None:
        """A claim whose call has never begun, even if it is on record that it would."""
        async with self._engine.begin() as connection:
            await connection.execute(_GIVE_BACK, self._names(one))

    async def beat(self, known: Set[int]) -> frozenset[int]:
        """Tell that the holder lives; gives those of `known` that are its no longer.

        Claims that the holder knows nothing of, for their answer was lost, are given
        back. Not to be asked while a claim goes on.
        """
        async with self._engine.begin() as connection:
            kept = await keep_alive(connection, self.terms.holder, self._now())
            unknown = sorted(kept - known)
            if unknown:
                logger.warning("claims_unknown", extra={"leases": unknown})
                await release(connection, *unknown)
        return frozenset(known - kept)

    async def _is_ours(self, connection: AsyncConnection, one: Claim) -> bool:
        found = await connection.execute(_OURS, self._names(one))
        return found.first() is not None

    def _names(self, one: Claim) -> dict[str, object]:
        return {
            "id": one.lease_id,
            "holder": self.terms.holder,
            "contact_id": one.contact_id,
            "number": one.number,
        }
