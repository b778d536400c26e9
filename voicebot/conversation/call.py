"""One call from the first ring to the report."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Protocol

from sip.leg import (
    Disposition,
    Ended,
    HungUpBy,
    Leg,
    LegEvent,
)
from voicebot.conversation.answered_by import ended_as_announced
from voicebot.conversation.answered_call import AnsweredCall
from voicebot.conversation.early_media import EarlyMedia, until_answered
from voicebot.conversation.errands import Errands
from voicebot.conversation.events import (
    CallAnswered,
    CallBegun,
    CallEnded,
    CallEvent,
)
from voicebot.conversation.folder import REPORT_NAME, new_call_folder
from voicebot.conversation.outside import Outside
from voicebot.conversation.report import CallReport, report_of
from voicebot.conversation.robot import Robot
from voicebot.conversation.script import Script
from voicebot.conversation.timeline import Timeline
from voicebot.logs.bound import bound
from voicebot.scenario.actions import Action, Say
from voicebot.settings import AnsweringSettings

logger = logging.getLogger(__name__)


class Places(Protocol):
    """A line, as far as a call is placed by it."""

    async def place(self, uri: str, *, ring_s: float) -> Leg:
        """Start an outbound call; its progress arrives as the leg's events."""


class Call:
    """One conversation of `robot` by `script`, kept in a folder under `recordings`."""

    def __init__(
        self,
        robot: Robot,
        script: Script,
        recordings: Path,
        watch: Callable[[CallEvent], None] = lambda _: None,
        *,
        outside: Outside | None = None,
        answering: AnsweringSettings | None = None,
    ) -> None:
        """`outside` overrules the robot's own; `answering` None is that of no setting.

        Who answered is judged of dialled calls, and of agents who are called.
        """
        self._robot = robot
        self._script = script
        self._recordings = recordings
        self._watch = watch
        self._outside = outside or robot.outside
        self._answering = answering or AnsweringSettings(mode="off")
        self._agents_answering = self._answering

    async def dial(self, line: Places, uri: str, *, ring_s: float) -> CallReport:
        """Call `uri` and talk; returns when the call has ended, however it did."""
        async with asyncio.TaskGroup() as group:
            leg = await line.place(uri, ring_s=ring_s)
            with bound(call_id=leg.call_id):
                ready = self._get_ready(leg, group)
                return await self._follow(leg, ready)

    async def answer(self, leg: Leg) -> CallReport:
        """Answer a ringing inbound `leg` and talk: it is a person who called."""
        self._answering = AnsweringSettings(mode="off")
        with bound(call_id=leg.call_id):
            async with asyncio.TaskGroup() as group:
                ready = self._get_ready(leg, group)
                await ready
                await leg.answer()
                return await self._follow(leg, ready)

    def _get_ready(self, leg: Leg, group: asyncio.TaskGroup) -> asyncio.Task[None]:
        """While it rings: the first prompt, and connections for the first webhook."""
        self._script.begin(leg.call_id)
        self._outside.warm(self._script.webhooks)
        _, opening = self._script.opening
        return group.create_task(self._render(opening), name="render opening")

    async def _render(self, actions: Sequence[Action]) -> None:
        """Synthesize what will be said first, so that it costs nothing after the answer."""
        loop = asyncio.get_running_loop()
        voice = self._robot.voice
        for say in (action for action in actions if isinstance(action, Say)):
            for part in voice.cut(say):
                await loop.run_in_executor(
                    self._robot.voice_pool, voice.speech, part, say
                )

    async def _follow(self, leg: Leg, ready: asyncio.Task[None]) -> CallReport:
        began = self._script.now()
        if self._robot.zone is not None:
            began = began.astimezone(self._robot.zone)
        folder = new_call_folder(self._recordings, leg.call_id, began)
        with Timeline(folder, self._watch) as timeline:
            timeline.record(self._begun())
            async with self._errands(leg, timeline) as errands:
                ended = await self._live(leg, ready, errands, timeline, folder)
            heard = [entry.event for entry in timeline.entries]
            ended = ended_as_announced(ended, heard)
            timeline.record(
                CallEnded(
                    disposition=ended.disposition.value,
                    sip_code=ended.sip_code,
                    reason=ended.reason,
                    hung_up_by=ended.hung_up_by.value if ended.hung_up_by else None,
                )
            )
        report = report_of(timeline.entries, call_id=leg.call_id, folder=folder)
        report.save(folder / REPORT_NAME)
        return report

    def _errands(self, leg: Leg, timeline: Timeline) -> Errands:
        return Errands(
            outside=self._outside,
            timeline=timeline,
            call={
                "id": leg.call_id,
                "scenario": self._script.name,
                "remote": leg.remote_uri,
            },
            campaign=self._script.campaign,
        )

    def _begun(self) -> CallBegun:
        return CallBegun(
            scenario=self._script.name,
            scenario_hash=self._script.content_hash,
            recognizer=self._robot.engine.name,
            voice=self._robot.voice.name,
            slots=self._script.slots,
        )

    async def _live(
        self,
        leg: Leg,
        ready: asyncio.Task[None],
        errands: Errands,
        timeline: Timeline,
        folder: Path,
    ) -> Ended:
        """Wait for the answer, then talk. A fault here ends this call and no other."""
        events = leg.events()
        early = EarlyMedia(leg, self._robot, timeline)
        try:
            if ended := await self._until_answered(events, early):
                return ended
            await ready
            timeline.record(CallAnswered())
            answered = AnsweredCall(
                leg=leg,
                robot=self._robot,
                script=self._script,
                errands=errands,
                timeline=timeline,
                folder=folder,
                answering=self._answering,
                agents_answering=self._agents_answering,
                first_tick=early.first_tick,
            )
            return await answered.talk(events)
        except Exception:
            logger.exception("call_failed")
            await leg.hang_up()
            return _failed()

    async def _until_answered(
        self, events: AsyncIterator[LegEvent], early: EarlyMedia
    ) -> Ended | None:
        """None once answered; what the operator says before is listened to."""
        if self._answering.mode == "off":
            return await until_answered(events)
        return await early.until_answered(events)


def _failed() -> Ended:
    return Ended(
        disposition=Disposition.FAILED,
        sip_code=0,
        reason="an internal error; see the log",
        hung_up_by=HungUpBy.ROBOT,
    )
