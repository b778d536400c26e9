"""Whole jobs of one process: dial one number, or answer what comes in."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sip.config import SipConfig
from sip.endpoint import open_line
from sip.leg import Leg
from voicebot.clock import clock_of
from voicebot.conversation.call import Call
from voicebot.conversation.edition import Edition, expect_no_errors, open_edition
from voicebot.conversation.events import CallEvent
from voicebot.conversation.opening import open_robot
from voicebot.conversation.rendering import render_fixed
from voicebot.conversation.report import CallReport
from voicebot.conversation.robot import Robot
from voicebot.conversation.script import Script
from voicebot.conversation.shelf import Shelf
from voicebot.settings import Settings

logger = logging.getLogger(__name__)

Watch = Callable[[CallEvent], None]


def sip_config(settings: Settings, port: int | None) -> SipConfig:
    """The SIP side's own settings; `port` overrules."""
    sip = settings.sip
    return SipConfig(
        bind=sip.bind,
        port=sip.port if port is None else port,
        caller_id=sip.caller_id,
        rtp_silence_s=sip.rtp_silence_s,
        max_calls=sip.max_calls,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CallJob:
    """What to talk about.

    `port` None takes the settings' own; `now` None is the true time, else the talk
    believes that it begins then.
    """

    scenario: Path
    slots: Mapping[str, str]
    port: int | None
    now: datetime | None = None


async def dial_once(
    settings: Settings,
    job: CallJob,
    uri: str,
    *,
    ring_s: float | None,
    watch: Watch,
) -> CallReport:
    """Dial `uri`, talk by the scenario, report.

    Raises:
        VoicebotError, AsrError, TtsError, SipError: what a person can mend.
    """
    edition = open_edition(settings, job.scenario)
    with open_robot(settings, edition.scenario) as robot:
        warn_of_unknown_words(robot, edition)
        script = _script(settings, edition, job)
        call = Call(
            robot,
            script,
            settings.folders.recordings,
            watch,
            answering=settings.answering,
        )
        async with open_line(sip_config(settings, job.port)) as line:
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
    settings: Settings, job: CallJob, desk: Desk, *, most_calls: int | None
) -> None:
    """Answer every inbound call, several at once, up to `most_calls` in all.

    An edited scenario serves the calls that begin after it is read and rendered.
    """
    first = open_edition(settings, job.scenario)
    with (
        open_robot(settings, first.scenario) as robot,
        ThreadPoolExecutor(1, thread_name_prefix="editions") as pool,
    ):
        warn_of_unknown_words(robot, first)
        # A slot that is missing is told now, not when the first caller is waiting.
        _script(settings, first, job)

        editions = _Editions(settings, job, robot, pool)
        shelf = Shelf(first, editions, tell=desk.tell, pool=pool)

        async def talk(leg: Leg) -> None:
            script = _script(settings, await shelf.newest(), job)
            call = Call(robot, script, settings.folders.recordings, desk.watch)
            desk.ended(await call.answer(leg))

        async with (
            open_line(sip_config(settings, job.port)) as line,
            asyncio.TaskGroup() as group,
        ):
            watching = group.create_task(shelf.watch(), name="watch the scenario")
            desk.ready(line.uri)
            async with asyncio.TaskGroup() as calls:
                taken = 0
                async for leg in line.incoming():
                    calls.create_task(talk(leg), name="inbound call")
                    taken += 1
                    if taken == most_calls:
                        break
            watching.cancel()


class _Editions:
    """Reads the scenario again, as strictly as an author would who looks it over."""

    def __init__(
        self, settings: Settings, job: CallJob, robot: Robot, pool: Executor
    ) -> None:
        self._settings = settings
        self._job = job
        self._robot = robot
        self._pool = pool

    def open(self) -> Edition:
        edition = open_edition(self._settings, self._job.scenario)
        expect_no_errors(edition)
        _script(self._settings, edition, self._job)
        return edition

    async def prepare(self, edition: Edition) -> None:
        await render_fixed(self._robot, edition.scenario, self._pool)
        warn_of_unknown_words(self._robot, edition)


def warn_of_unknown_words(robot: Robot, edition: Edition) -> None:
    """Log the words of the scenario's own phrases that the recognizer can never hear."""
    phrases = edition.understander.phrases_of(tuple(edition.scenario.all_phrases))
    unknown = robot.engine.unknown_words(phrases)
    if unknown:
        logger.warning("recognizer_lacks_words", extra={"words": ", ".join(unknown)})


def _script(settings: Settings, edition: Edition, job: CallJob) -> Script:
    return Script(
        edition.scenario,
        slots=job.slots,
        understander=edition.understander,
        agents=settings.agents,
        now=clock_of(settings, job.now),
    )
