"""`voicebot serve`: the processes of one machine, from their start to their end."""

import asyncio
import itertools
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from voicebot.node.child import DIES_WITHIN_S, Child, ChildStatus
from voicebot.node.peers import Peers, peers_of, write_peers
from voicebot.node.trunk_table import TrunkUse

logger = logging.getLogger(__name__)

BESIDE_WITHIN_S = 10.0
"""How long the node's own start waits for those that no call needs."""

BESIDE_ENDS_WITHIN_S = 20.0
"""An import that has begun is read to its end."""

LOOKS_A_SECOND = 4
"""How often phones' free slots are compared with what the others were told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeStatus:
    """All processes now, and the trunks whose channels they share.

    `trouble` is a sentence: why the node's database is of no use.
    """

    processes: tuple[ChildStatus, ...]
    is_draining: bool
    trunks: tuple[TrunkUse, ...] = ()
    trouble: str | None = None


class Supervisor:
    """Starts speech services, then phones; ends phones, then speech services.

    Those `beside` them, which no call needs, start at once and end with the speech
    services. `drain_s` is how long live calls may go on once it was told to leave;
    `trunks` tells what the phones hold of them, `trouble` goes with the status.
    """

    def __init__(
        self,
        speech: Sequence[Child],
        phones: Sequence[Child],
        *,
        drain_s: float,
        beside: Sequence[Child] = (),
        trunks: Callable[[], tuple[TrunkUse, ...]] = tuple,
        trouble: str | None = None,
    ) -> None:
        self._trunks = trunks
        self._trouble = trouble
        self._beside = beside
        self._speech = speech
        self._phones = phones
        self._drain_s = drain_s
        self._leaving = asyncio.Event()
        self._hurrying = asyncio.Event()

    @property
    def status(self) -> NodeStatus:
        return NodeStatus(
            processes=tuple(child.status for child in self._children),
            is_draining=self._leaving.is_set(),
            trunks=self._trunks(),
            trouble=self._trouble,
        )

    def leave(self) -> None:
        """Drain and end; the second time at once."""
        if self._leaving.is_set():
            self._hurrying.set()
        logger.info("node_leaves", extra={"is_hurried": self._hurrying.is_set()})
        self._leaving.set()

    def reload(self) -> None:
        """Phones read their scenarios and numbers again; calls go on."""
        logger.info("node_reloads")
        for phone in self._phones:
            phone.reload()

    async def run(self) -> None:
        """Until `leave`, and then until everything has ended.

        Raises:
            CannotStart: in a group; a process needs a person's help.
        """
        async with asyncio.TaskGroup() as group:
            speech = _kept(group, self._speech)
            beside = _kept(group, self._beside)
            if await self._came_up(self._speech):
                phones = _kept(group, self._phones)
                telling = group.create_task(self._tell_peers(), name="tell peers")
                await self._leaving.wait()
                telling.cancel()
                await self._end(self._phones, phones, within_s=self._drain_s)
            within_s = BESIDE_ENDS_WITHIN_S if beside else DIES_WITHIN_S
            children = (*self._beside, *self._speech)
            await self._end(children, (*beside, *speech), within_s=within_s)

    async def ready(self) -> bool:
        """Wait until every process serves; False when it is told to leave before.

        Those beside are waited for a little: what they need may be away.
        """
        came_up = await self._came_up((*self._speech, *self._phones))
        with suppress(TimeoutError):
            async with asyncio.timeout(BESIDE_WITHIN_S):
                await self._came_up(self._beside)
        return came_up and not self._leaving.is_set()

    @property
    def _children(self) -> tuple[Child, ...]:
        return (*self._speech, *self._phones, *self._beside)

    async def _tell_peers(self) -> None:
        """Let every phone know which others have room, as soon as that changes.

        And every second: a phone that was started again has heard nothing yet.
        """
        told: dict[str, Peers] = {}
        for look in itertools.count():
            if not look % LOOKS_A_SECOND:
                told.clear()
            statuses = [phone.status for phone in self._phones]
            for phone in self._phones:
                peers = peers_of(phone.name, statuses)
                if told.get(phone.name) != peers:
                    phone.tell(write_peers(peers))
                    told[phone.name] = peers
            await asyncio.sleep(1 / LOOKS_A_SECOND)

    async def _came_up(self, children: Iterable[Child]) -> bool:
        """Wait until they serve; False when the node was told to leave before."""
        leaving = asyncio.ensure_future(self._leaving.wait())
        ready = asyncio.ensure_future(_all_ready(children))
        try:
            await asyncio.wait((leaving, ready), return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            ready.cancel()
        return not self._leaving.is_set()

    async def _end(
        self,
        children: Sequence[Child],
        kept: Sequence[asyncio.Task[None]],
        *,
        within_s: float,
    ) -> None:
        """Let them finish; whoever is not done in time, or when hurried, is killed."""
        if not kept:
            return
        for child in children:
            child.drain()
        hurrying = asyncio.ensure_future(self._hurrying.wait())
        done = asyncio.ensure_future(asyncio.wait(kept))
        await asyncio.wait(
            (done, hurrying), timeout=within_s, return_when=asyncio.FIRST_COMPLETED
        )
        hurrying.cancel()
        for child in children:
            child.kill()


def _kept(
    group: asyncio.TaskGroup, children: Iterable[Child]
) -> list[asyncio.Task[None]]:
    return [group.create_task(child.keep(), name=child.name) for child in children]


async def _all_ready(children: Iterable[Child]) -> None:
    for child in children:
        await child.ready()
