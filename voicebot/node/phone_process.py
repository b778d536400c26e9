"""A phone worker: one pjsua2 endpoint with a few call slots, and their conversations."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sip.endpoint import PjsuaLine, open_line
from sip.pjsua_leg import PjsuaLeg
from voicebot.conversation.equipment import Equipment, open_equipment
from voicebot.conversation.events import CallEvent
from voicebot.conversation.reception import CallJob, Reception
from voicebot.conversation.service import sip_config
from voicebot.node.numbers import scenario_for
from voicebot.node.process_life import (
    beating,
    process_parser,
    run_process,
    told_to_leave,
)
from voicebot.node.reports import LiveCall, PhoneLoad, Ready
from voicebot.settings import Settings, load_settings

logger = logging.getLogger(__name__)

NOT_FOUND = 404
SERVICE_UNAVAILABLE = 503


class PhoneWorker:
    """Answers what comes in, until it drains. For one event loop."""

    def __init__(self, settings: Settings, receptions: "Receptions") -> None:
        self._settings = settings
        self._receptions = receptions
        self._live: dict[str, LiveCall] = {}
        self._counts: Counter[str] = Counter()
        self._is_draining = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._slots = settings.sip.max_calls

    @property
    def load(self) -> PhoneLoad:
        return PhoneLoad(
            calls=tuple(self._live.values()),
            slots=self._slots,
            is_draining=self._is_draining,
            counts=dict(self._counts),
        )

    async def serve(self, line: PjsuaLine) -> None:
        """Take calls; told to leave, refuse new ones and wait for the live ones' ends."""
        async with asyncio.TaskGroup() as group:
            taking = group.create_task(self._take(line, group), name="take calls")
            watching = [
                group.create_task(reception.watch(), name="watch a scenario")
                for reception in self._receptions.all
            ]
            await told_to_leave()
            self._is_draining = True
            await self._idle.wait()
            for task in (taking, *watching):
                task.cancel()

    async def _take(self, line: PjsuaLine, group: asyncio.TaskGroup) -> None:
        async for leg in line.incoming():
            if self._is_draining:
                await leg.refuse(SERVICE_UNAVAILABLE)
                continue
            group.create_task(self._talk(leg), name="inbound call")

    async def _talk(self, leg: PjsuaLeg) -> None:
        found = self._receptions.for_number(leg.called)
        if found is None:
            self._counts["no_scenario"] += 1
            await leg.refuse(NOT_FOUND)
            return
        scenario, reception = found
        with self._counted(leg.call_id, scenario):
            report = await reception.answer(leg, self._watch)
            self._counts[f"ended_{report.end.disposition}"] += 1

    @contextmanager
    def _counted(self, call_id: str, scenario: Path) -> Iterator[None]:
        self._live[call_id] = LiveCall(
            call_id=call_id,
            scenario=scenario.stem,
            since=datetime.now(UTC),
            state="live",
        )
        self._counts["taken"] += 1
        self._idle.clear()
        try:
            yield
        finally:
            del self._live[call_id]
            if not self._live:
                self._idle.set()

    def _watch(self, event: CallEvent) -> None:
        self._counts[type(event).__name__] += 1


class Receptions:
    """A reception for each scenario of `numbers`."""

    def __init__(
        self, settings: Settings, equipment: Equipment, pool: ThreadPoolExecutor
    ) -> None:
        self._numbers = settings.numbers
        self._by_scenario = {
            scenario: Reception(
                settings,
                CallJob(scenario=scenario, slots={}),
                equipment,
                pool=pool,
                tell=_log_edit,
            )
            for scenario in dict.fromkeys(settings.numbers.values())
        }

    @property
    def all(self) -> tuple[Reception, ...]:
        return tuple(self._by_scenario.values())

    def for_number(self, called: str) -> tuple[Path, Reception] | None:
        scenario = scenario_for(called, self._numbers)
        return (scenario, self._by_scenario[scenario]) if scenario else None


def _log_edit(sentence: str) -> None:
    logger.warning("scenario_edit", extra={"sentence": sentence})


async def serve_phone(settings: Settings, port: int) -> None:
    """Serve on SIP `port` until told to leave.

    Raises:
        VoicebotError, AsrError, TtsError, SipError: what a person can mend.
    """
    with (
        open_equipment(settings) as equipment,
        ThreadPoolExecutor(1, thread_name_prefix="editions") as pool,
    ):
        receptions = Receptions(settings, equipment, pool)
        worker = PhoneWorker(settings, receptions)
        async with (
            open_line(sip_config(settings, port)) as line,
            beating(lambda: worker.load) as tell,
        ):
            tell(Ready(address=line.uri))
            await worker.serve(line)


def main() -> None:
    """`python -m voicebot.node.phone_process --port 5060 --calls 4 --speech unix:///…`."""
    parser = process_parser("a phone worker")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--calls", type=int, required=True)
    parser.add_argument("--speech", action="append", required=True)
    arguments = parser.parse_args()
    settings = load_settings(arguments.config)
    settings = settings.model_copy(
        update={
            "sip": settings.sip.model_copy(update={"max_calls": arguments.calls}),
            "speech": settings.speech.model_copy(
                update={"uris": tuple(arguments.speech)}
            ),
        }
    )
    run_process(serve_phone(settings, arguments.port))


if __name__ == "__main__":
    main()
