"""Whole jobs of one process: dial one number, or answer what comes in."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sip.config import SipConfig
from sip.endpoint import open_line
from sip.leg import Leg
from voicebot.clock import clock_of
from voicebot.conversation.call import Call
from voicebot.conversation.events import CallEvent
from voicebot.conversation.opening import open_robot, open_understander_for
from voicebot.conversation.report import CallReport
from voicebot.conversation.robot import Robot
from voicebot.conversation.script import Script
from voicebot.scenario.loader import load_scenario
from voicebot.scenario.model import Scenario
from voicebot.settings import Settings
from voicebot.understanding.understander import Understander

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
    scenario = load_scenario(job.scenario)
    with open_robot(settings, scenario) as robot:
        understander = open_understander_for(settings, scenario)
        warn_of_unknown_words(robot, scenario, understander)
        script = _script(settings, scenario, understander, job)
        call = Call(robot, script, settings.folders.recordings, watch)
        async with open_line(sip_config(settings, job.port)) as line:
            return await call.dial(line, uri, ring_s=ring_s or settings.sip.ring_s)


async def answer_calls(
    settings: Settings,
    job: CallJob,
    *,
    most_calls: int | None,
    ready: Callable[[str], None],
    ended: Callable[[CallReport], None],
    watch: Watch,
) -> None:
    """Answer every inbound call, several at once, up to `most_calls` in all."""
    scenario = load_scenario(job.scenario)
    with open_robot(settings, scenario) as robot:
        understander = open_understander_for(settings, scenario)
        warn_of_unknown_words(robot, scenario, understander)
        # A slot that is missing is told now, not when the first caller is waiting.
        _script(settings, scenario, understander, job)

        async def talk(leg: Leg) -> None:
            script = _script(settings, scenario, understander, job)
            call = Call(robot, script, settings.folders.recordings, watch)
            ended(await call.answer(leg))

        async with open_line(sip_config(settings, job.port)) as line:
            ready(line.uri)
            async with asyncio.TaskGroup() as calls:
                taken = 0
                async for leg in line.incoming():
                    calls.create_task(talk(leg), name="inbound call")
                    taken += 1
                    if taken == most_calls:
                        break


def warn_of_unknown_words(
    robot: Robot, scenario: Scenario, understander: Understander
) -> None:
    """Log the words of the scenario's own phrases that the recognizer can never hear."""
    phrases = understander.phrases_of(tuple(scenario.phrases))
    unknown = robot.engine.unknown_words(phrases)
    if unknown:
        logger.warning("recognizer_lacks_words", extra={"words": ", ".join(unknown)})


def _script(
    settings: Settings, scenario: Scenario, understander: Understander, job: CallJob
) -> Script:
    return Script(
        scenario,
        slots=job.slots,
        understander=understander,
        agents=settings.agents,
        now=clock_of(settings, job.now),
    )
