"""Whole jobs of one process: dial one number, or answer what comes in."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sip.endpoint import PjsuaLine, open_line
from sip.leg import Leg
from voicebot.conversation.call import Call
from voicebot.conversation.edition import open_edition
from voicebot.conversation.equipment import open_equipment
from voicebot.conversation.good_editions import warn_of_unknown_words
from voicebot.conversation.line_config import sip_config
from voicebot.conversation.reception import (
    CallJob,
    Reception,
    Watch,
    script_of,
)
from voicebot.conversation.report import CallReport
from voicebot.settings import Settings


async def dial_once(
    settings: Settings,
    job: CallJob,
    uri: str,
    *,
    port: int | None,
    ring_s: float | None,
    watch: Watch,
) -> CallReport:
    """Dial `uri`, talk by the scenario, report. `port` None takes the settings' own.

    `uri` may be a bare number where there are trunks.

    Raises:
        VoicebotError, AsrError, TtsError, SipError: what a person can mend.
    """
    edition = open_edition(settings, job.scenario)
    script = script_of(settings, edition, job)  # before what takes seconds to open
    with open_equipment(settings) as equipment:
        robot = equipment.robot_for(edition.scenario)
        warn_of_unknown_words(robot, edition)
        call = Call(
            robot,
            script,
            settings.folders.recordings,
            watch,
            answering=settings.answering,
        )
        async with open_line(sip_config(settings, port)) as line:
            return await call.dial(line, uri, ring_s=ring_s or settings.sip.ring_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What somebody at the terminal is told while inbound calls are answered.

    `ready` gets the SIP URI, `ended` each call's report, `watch` each call's events,
    `tell` a sentence for each edit of the scenario.
    """

    ready: Callable[[str], None]
    ended: Callable[[CallReport], None]
    watch: Watch
    tell: Callable[[str], None]


async def answer_calls(
    settings: Settings,
    job: CallJob,
    desk: Desk,
    *,
    port: int | None,
    most_calls: int | None,
) -> None:
    """Answer every inbound call, several at once, up to `most_calls` in all.

    An edited scenario serves the calls that begin after it is read and rendered.
    """
    with (
        open_equipment(settings) as equipment,
        ThreadPoolExecutor(1, thread_name_prefix="editions") as pool,
    ):
        reception = Reception(settings, job, equipment, pool=pool, tell=desk.tell)

        async def talk(line: PjsuaLine, leg: Leg) -> None:
            await line.keep_for_agents(reception.slots_for_agents)
            desk.ended(await reception.answer(leg, desk.watch))

        async with (
            open_line(sip_config(settings, port, registers=True)) as line,
            asyncio.TaskGroup() as group,
        ):
            watching = group.create_task(reception.watch(), name="watch the scenario")
            await line.keep_for_agents(reception.slots_for_agents)
            desk.ready(line.uri)
            async with asyncio.TaskGroup() as calls:
                taken = 0
                async for leg in line.incoming():
                    calls.create_task(talk(line, leg), name="inbound call")
                    taken += 1
                    if taken == most_calls:
                        break
            watching.cancel()
