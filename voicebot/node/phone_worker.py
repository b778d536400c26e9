"""What a phone does: answers what comes in, dials for campaigns, until it drains."""

import asyncio
import logging
import signal
from collections.abc import Callable, Iterable

from sip.endpoint import PjsuaLine
from sip.pjsua_leg import PjsuaLeg
from sip.trunk_health import TrunkState
from tts.errors import TtsError
from voicebot.conversation.events import CallEvent
from voicebot.conversation.reception import Watch
from voicebot.errors import VoicebotError
from voicebot.logs.bound import bound
from voicebot.node.dialling import Dialling, OpenDialling
from voicebot.node.live_calls import LiveCalls
from voicebot.node.overflow import Overflow, public_hosts
from voicebot.node.peers import NotPeers, read_peers
from voicebot.node.process_life import Tell, told_to_leave
from voicebot.node.receptions import Receptions
from voicebot.node.reports import PhoneLoad, Ready, TrunkReport
from voicebot.node.tally import Tally
from voicebot.settings import Settings

logger = logging.getLogger(__name__)

NOT_FOUND = 404
SERVICE_UNAVAILABLE = 503


class PhoneWorker:
    """Answers what comes in, until it drains. For one event loop."""

    def __init__(
        self,
        receptions: Receptions,
        settings: Settings,
        read_settings: Callable[[], Settings],
        opens: OpenDialling | None = None,
        lines: int = 0,
    ) -> None:
        """`read_settings` gives them as they are now; it may raise a SettingsError.

        Without `opens` it calls nobody; with it, `lines` people at once.
        """
        self._loop = asyncio.get_running_loop()
        self._read_settings = read_settings
        self._receptions = receptions
        self._live = LiveCalls(self._note_change)
        self._tally = Tally()
        self._overflow = Overflow(
            settings.node,
            self._count_from_thread,
            public_hosts=public_hosts(settings.trunks.values()),
        )
        self._changed = asyncio.Event()
        self._line: PjsuaLine | None = None
        self._is_draining = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._slots = settings.sip.max_calls
        self._opens = opens
        self._lines = lines
        self._dialling: Dialling | None = None

    @property
    def load(self) -> PhoneLoad:
        return PhoneLoad(
            calls=self._live.calls,
            slots=max(1, self._slots - self._slots_for_agents),
            is_draining=self._is_draining,
            room=self._line.room_for_callers if self._line else 0,
            counts=self._tally.counts,
            latency=self._tally.latency,
            trunks=_reported(self._line.trunks) if self._line else (),
            dropped_ticks=self._live.dropped_ticks,
            lines=self._lines,
            attempts=self._tally.attempts,
            claims=self._tally.claims,
            trouble=self._dialling.trouble if self._dialling else None,
        )

    @property
    def _slots_for_agents(self) -> int:
        """Any campaign that comes may transfer."""
        return max(self._receptions.slots_for_agents, int(self._opens is not None))

    async def serve(self, line: PjsuaLine, tell: Tell) -> None:
        """Take calls; told to leave, refuse new ones and wait for the live ones' ends."""
        self._line = line
        await line.judge_by(self._overflow.judge)
        tell(Ready(address=line.uri))
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._take(line, group), name="take calls"),
                group.create_task(self._keep_up(), name="watch scenarios"),
                group.create_task(self._tell_changes(tell), name="tell changes"),
            ]
            if self._opens:
                dialling = self._opens(line, self._live, self._tally, group)
                self._dialling = dialling
                tasks.append(group.create_task(dialling.run(), name="dial"))
            await told_to_leave(self._hear)
            await self._drain()
            for task in tasks:
                task.cancel()

    async def _drain(self) -> None:
        """Live calls go on to their ends, and campaigns' are told to the database."""
        self._overflow.drain()
        self._is_draining = True
        if self._dialling:
            self._dialling.drain()
            await self._dialling.settled()
            self._dialling.close()
        await self._idle.wait()

    def _hear(self, line: str) -> None:
        try:
            self._overflow.hear(read_peers(line))
        except NotPeers:
            logger.warning("not_peers", extra={"line": line})

    def _count_from_thread(self, name: str) -> None:
        logger.info("call_turned_away", extra={"how": name})
        self._loop.call_soon_threadsafe(self._tally.add, name)

    async def _tell_changes(self, tell: Tell) -> None:
        """Report a call's beginning and end at once: peers' callers come by it."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            tell(self.load)

    async def _keep_up(self) -> None:
        """Follow the edits of scenarios, and the settings each time SIGHUP comes."""
        asked = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, asked.set)
        while True:
            watching = asyncio.create_task(self._receptions.watch())
            try:
                await asked.wait()
            finally:
                watching.cancel()
            asked.clear()
            try:
                await self._renew(self._read_settings())
            except (VoicebotError, TtsError):
                logger.exception("reload_refused")
                self._tally.add("reloads_refused")
            else:
                self._tally.add("reloads")

    async def _renew(self, settings: Settings) -> None:
        await self._receptions.renew(settings)
        if self._dialling:
            self._dialling.renew(settings)

    async def _take(self, line: PjsuaLine, group: asyncio.TaskGroup) -> None:
        await line.keep_for_agents(self._slots_for_agents)
        async for leg in line.incoming():
            await line.keep_for_agents(self._slots_for_agents)
            if self._is_draining:
                await leg.refuse(SERVICE_UNAVAILABLE)
                continue
            group.create_task(self._talk(leg), name="inbound call")

    async def _talk(self, leg: PjsuaLeg) -> None:
        with bound(call_id=leg.call_id, trunk=leg.trunk):
            await self._answer(leg)

    async def _answer(self, leg: PjsuaLeg) -> None:
        found = self._receptions.for_number(leg.called, leg.trunk)
        if found is None:
            logger.warning("call_without_scenario", extra={"called": leg.called})
            self._tally.add("no_scenario")
            await leg.refuse(NOT_FOUND)
            return
        scenario, reception = found
        facts = {"called": leg.called, "scenario": scenario.stem}
        logger.info("call_arrived", extra=facts)
        self._tally.add("taken")
        with self._live.counted(leg, scenario.stem):
            try:
                report = await reception.answer(leg, self._watch_of(leg.call_id))
            except Exception:
                logger.exception("call_failed")
                self._tally.add("failed")
                await leg.hang_up()
            else:
                self._tally.add(f"ended_{report.end.disposition}")

    def _watch_of(self, call_id: str) -> Watch:
        def watch(event: CallEvent) -> None:
            self._tally.watch(event)
            self._live.follow(call_id, event)

        return watch

    def _note_change(self) -> None:
        self._changed.set()
        if self._live.calls:
            self._idle.clear()
        else:
            self._idle.set()


def _reported(trunks: Iterable[TrunkState]) -> tuple[TrunkReport, ...]:
    return tuple(
        TrunkReport(
            name=trunk.name,
            is_up=trunk.is_up,
            code=trunk.last_reply.code if trunk.last_reply else 0,
        )
        for trunk in trunks
    )
