"""One talk from recordings: `voicebot talk`."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

from voicebot.clock import Clock, clock_of
from voicebot.conversation.events import CallEvent
from voicebot.conversation.report import CallReport
from voicebot.rehearsal.cues import Placed
from voicebot.rehearsal.line_condition import LineCondition
from voicebot.rehearsal.stage import Stage
from voicebot.rehearsal.stenographer import Stenographer
from voicebot.rehearsal.studio import Studio, Take, open_studio, rehearse
from voicebot.rehearsal.talk_items import cues_of
from voicebot.rehearsal.virtual_loop import run_virtually
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.starting_slots import starting_slots
from voicebot.settings import Settings

FOLDER = "talks"
"""Under `var`: rehearsed calls do not lie among real ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkJob:
    """What to talk about, and who with; `items` as in `talk_items.cues_of`.

    `now` None is the true time, else the talk believes that it begins then.
    """

    scenario: Path
    items: Sequence[str]
    slots: Mapping[str, str]
    now: datetime | None
    line: LineCondition
    counts_work: bool


def talk_once(
    settings: Settings, job: TalkJob, watch: Callable[[CallEvent], None]
) -> CallReport:
    """Have the talk. When the items run out, the caller leaves at the next question.

    Raises:
        VoicebotError, AsrError, TtsError: what a person can mend.
    """
    scenario = load_scenario(job.scenario)
    starting_slots(scenario, job.slots)  # what is missing is told before models load
    with open_studio(settings) as studio:
        cues = cues_of(job.items, studio.caller_voice.speech)
        talk = _talk(studio, scenario, job, cues, watch)
        return run_virtually(talk, counts_work=job.counts_work)


async def _talk(
    studio: Studio,
    scenario: Scenario,
    job: TalkJob,
    cues: Sequence[Placed],
    watch: Callable[[CallEvent], None],
) -> CallReport:
    stage = Stage(cues)
    script = Stenographer(
        scenario,
        slots=job.slots,
        understander=studio.understander(scenario),
        now=_clock_of_the_talk(clock_of(studio.settings, job.now)()),
        stage=stage,
    )
    return await rehearse(
        Take(
            script=script,
            stage=stage,
            robot=studio.robot(scenario),
            line=job.line,
            recordings=studio.settings.folders.var / FOLDER,
            call_id=token_hex(8),
            watch=watch,
            answering=studio.answering,
        )
    )


def _clock_of_the_talk(begins: datetime) -> Clock:
    """The time as it goes on the running loop."""
    loop = asyncio.get_running_loop()
    began_s = loop.time()
    return lambda: begins + timedelta(seconds=loop.time() - began_s)
