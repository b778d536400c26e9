"""Pulls whom to call whenever a line is free, and lets no call's end be lost."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncEngine

from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.dialling import may_dial
from voicebot.dialer.caller import Caller, NotDialled, RecordedCall
from voicebot.dialer.ledger import Ledger, Terms
from voicebot.dialer.order import order_of
from voicebot.dialer.patience import Patience
from voicebot.store.claims import Claim

logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How often a dialer looks for work, and tells that it lives.

    A lease that is silent for 30 s is recovered: six beats may fail before.
    """

    look_s: float = 1.0
    beat_s: float = 5.0
    patience: Patience = field(default_factory=Patience)


USUAL = Timing()


class Dialer:
    """One process's calls for campaigns. For one event loop.

    It has at most `terms.lines` calls, and with them at most as many ends of calls that
    wait for a database that is away. Nothing that it knows is needed after its death.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        caller: Caller,
        terms: Terms,
        *,
        now: Callable[[], datetime] = utc_now,
        timing: Timing = USUAL,
        claimed: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        """`claimed` is told how long each claim took that the database answered."""
        self._ledger = Ledger(engine, terms, now)
        self._caller = caller
        self._now = now
        self._timing = timing
        self._claimed = claimed
        self._live: set[int] = set()
        self._undialled = 0
        self._claiming = asyncio.Lock()
        self._changed = asyncio.Event()
        self._draining = asyncio.Event()

    @property
    def live(self) -> int:
        """Calls that are claimed, go on, or whose end is being written."""
        return len(self._live)

    def renew(self, terms: Terms) -> None:
        """From the next claim on; `terms.holder` must stay as it was."""
        self._ledger.terms = terms
        self.wake()

    def wake(self) -> None:
        """A line is free, or there may be work: look now, not at the next second."""
        self._changed.set()

    def drain(self) -> None:
        """Claim nothing more; `run` ends when the live calls have."""
        self._draining.set()
        self.wake()

    async def run(self) -> None:
        """Until `drain`, and then until every end of a call is written.

        Cancelling it is what a crash is: others recover what it was about.
        """
        async with asyncio.TaskGroup() as group:
            beats = group.create_task(self._keep_alive(), name="keep leases")
            async with asyncio.TaskGroup() as calls:
                await self._pull(calls)
            beats.cancel()

    async def _pull(self, calls: asyncio.TaskGroup) -> None:
        pause_s = self._timing.look_s
        while not self._draining.is_set():
            self._changed.clear()
            try:
                await self._claim(calls)
                pause_s = self._timing.look_s
            except Exception as error:
                pause_s = self._timing.patience.next_s(pause_s)
                logger.warning(
                    "claim_failed", extra={"why": repr(error)}, exc_info=True
                )
            with suppress(TimeoutError):
                async with asyncio.timeout(pause_s):
                    await self._changed.wait()

    async def _claim(self, calls: asyncio.TaskGroup) -> None:
        """Beats wait meanwhile, for they would give back what is just being claimed."""
        wanted = self._wanted
        if wanted <= 0:
            return
        async with self._claiming, asyncio.timeout(self._timing.patience.deadline_s):
            began_s = monotonic()
            found = await self._ledger.claim(wanted)
            self._claimed(monotonic() - began_s)
            self._live |= {one.lease_id for one in found}
        self._undialled += len(found)
        for one in found:
            calls.create_task(self._dial(one), name=f"call {one.lease_id}")

    @property
    def _wanted(self) -> int:
        own = self._ledger.terms.lines - len(self._live)
        return min(own, self._caller.free - self._undialled)

    async def _dial(self, one: Claim) -> None:
        """From the claim to the end on record.

        Only a call that was made wakes: who is given back is due at once.
        """
        patience = self._timing.patience
        try:
            may_begin = await self._may_begin(one)
            self._undialled -= 1
            made = await self._made(one) if may_begin else None
            if made is None:
                await patience.insist("give back", lambda: self._ledger.give_back(one))
                return
            await patience.insist("outcome", lambda: self._ledger.finish(one, made))
            self.wake()
        finally:
            self._live.discard(one.lease_id)

    async def _may_begin(self, one: Claim) -> bool:
        """Right before the call: nothing is waited for between this and its INVITE."""
        if await self._drains_before(one.dial_at):
            return False
        try:
            async with asyncio.timeout(self._timing.patience.deadline_s):
                is_on_record = await self._ledger.begin(one)
        except Exception as error:  # noqa: BLE001 - without a record there is no call
            logger.warning("call_not_begun", extra={"why": repr(error)})
            return False
        return is_on_record and self._is_still_allowed(one)

    def _is_still_allowed(self, one: Claim) -> bool:
        """Its hours may have closed while the database took its time."""
        house = self._ledger.terms.house
        return may_dial(self._now(), one.state, one.rules, house=house) is None

    async def _drains_before(self, moment: datetime) -> bool:
        """Wait until `moment`, which is a second away at most."""
        ahead_s = (moment - self._now()).total_seconds()
        if ahead_s > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(ahead_s):
                    await self._draining.wait()
        return self._draining.is_set()

    async def _made(self, one: Claim) -> RecordedCall | None:
        """None: it was not dialled."""
        began_at = self._now()
        try:
            made = await self._caller.call(order_of(one))
        except NotDialled as error:
            logger.warning("not_dialled", extra={"why": str(error)})
            return None
        except Exception:
            logger.exception("call_failed", extra={"lease_id": one.lease_id})
            made = Attempt(at=began_at, phone=one.number, result=AttemptResult.FAILED)
        if isinstance(made, RecordedCall):
            return made
        return RecordedCall(attempt=made, call_folder="")

    async def _keep_alive(self) -> None:
        while True:
            try:
                async with (
                    self._claiming,
                    asyncio.timeout(self._timing.patience.deadline_s),
                ):
                    lost = await self._ledger.beat(frozenset(self._live))
                lost &= self._live  # the others have ended meanwhile
                if lost:
                    logger.warning("leases_lost", extra={"leases": sorted(lost)})
            except Exception as error:  # noqa: BLE001 - the next beat may reach it
                logger.warning("beat_failed", extra={"why": repr(error)})
            await asyncio.sleep(self._timing.beat_s)
