"""A phone worker: one pjsua2 endpoint with a few call slots, and their conversations."""

import asyncio
import logging
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from sip.endpoint import PjsuaLine, open_line
from sip.pjsua_leg import PjsuaLeg
from sip.trunk_health import TrunkState
from tts.errors import TtsError
from voicebot.conversation.equipment import open_equipment
from voicebot.conversation.events import CallEvent
from voicebot.conversation.line_config import sip_config
from voicebot.conversation.reception import Watch
from voicebot.errors import VoicebotError
from voicebot.logs.bound import bound
from voicebot.node.live_calls import LiveCalls
from voicebot.node.overflow import Overflow, public_hosts
from voicebot.node.peers import NotPeers, read_peers
from voicebot.node.process_life import (
    Tell,
    beating,
    process_parser,
    run_process,
    told_to_leave,
)
from voicebot.node.receptions import Receptions
from voicebot.node.reports import PhoneLoad, Ready, TrunkReport
from voicebot.node.tally import Tally
from voicebot.node.trunk_table import TrunkTable
from voicebot.settings import Settings, load_settings

logger = logging.getLogger("voicebot.node.phone_process")  # also as `__main__`

NOT_FOUND = 404
SERVICE_UNAVAILABLE = 503


class PhoneWorker:
    """Answers what comes in, until it drains. For one event loop."""

    def __init__(
        self,
        receptions: Receptions,
        settings: Settings,
        read_settings: Callable[[], Settings],
    ) -> None:
        """`read_settings` gives them as they are now; it may raise a SettingsError."""
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

    @property
    def load(self) -> PhoneLoad:
        return PhoneLoad(
            calls=self._live.calls,
            slots=max(1, self._slots - self._receptions.slots_for_agents),
            is_draining=self._is_draining,
            room=self._line.room_for_callers if self._line else 0,
            counts=self._tally.counts,
            latency=self._tally.latency,
            trunks=_reported(self._line.trunks) if self._line else (),
            dropped_ticks=self._live.dropped_ticks,
        )

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
            await told_to_leave(self._hear)
            self._overflow.drain()
            self._is_draining = True
            await self._idle.wait()
            for task in tasks:
                task.cancel()

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
                await self._receptions.renew(self._read_settings())
            except (VoicebotError, TtsError):
                logger.exception("reload_refused")
                self._tally.add("reloads_refused")
            else:
                self._tally.add("reloads")

    async def _take(self, line: PjsuaLine, group: asyncio.TaskGroup) -> None:
        await line.keep_for_agents(self._receptions.slots_for_agents)
        async for leg in line.incoming():
            await line.keep_for_agents(self._receptions.slots_for_agents)
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


async def serve_phone(
    read_settings: Callable[[], Settings], port: int, *, registers: bool
) -> None:
    """Serve on SIP `port` until told to leave; one phone of a node `registers`.

    Raises:
        VoicebotError, AsrError, TtsError, SipError: what a person can mend.
    """
    settings = read_settings()
    config = sip_config(settings, port, registers=registers)
    with (
        closing(TrunkTable(settings.folders.run, config.trunks)) as table,
        open_equipment(settings) as equipment,
        ThreadPoolExecutor(1, thread_name_prefix="editions") as pool,
    ):
        receptions = Receptions(settings, equipment, pool)
        worker = PhoneWorker(receptions, settings, read_settings)
        async with (
            open_line(config, table.budget_of) as line,
            beating(lambda: worker.load) as tell,
        ):
            await worker.serve(line, tell)


def main() -> None:
    """`python -m voicebot.node.phone_process --name phone-0 --port 5060 --calls 4 …`."""
    parser = process_parser("a phone worker")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--calls", type=int, required=True)
    parser.add_argument("--registers", action="store_true")
    parser.add_argument("--speech", action="append", required=True)
    arguments = parser.parse_args()

    def read_settings() -> Settings:
        settings = load_settings(arguments.config)
        sip = settings.sip.model_copy(update={"max_calls": arguments.calls})
        uris = {"uris": tuple(arguments.speech)}
        speech = settings.speech.model_copy(update=uris)
        return settings.model_copy(update={"sip": sip, "speech": speech})

    run_process(
        arguments,
        lambda: serve_phone(
            read_settings, arguments.port, registers=arguments.registers
        ),
    )


if __name__ == "__main__":
    main()
