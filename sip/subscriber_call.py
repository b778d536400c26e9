"""One call of a simulated subscriber, from its first ring to its report."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import assert_never

from sip.behaviour import Behaviour, HangUp, Speak
from sip.leg import Answered, AudioTick, Disposition, Ended, KeyPressed, Ringing
from sip.manner import Keys, Manner, Reception, Sound, Utterance
from sip.pjsua_leg import PjsuaLeg
from sip.sound_file import StereoFile
from sip.subscriber_report import Direction, FollowedTo, Spoken, SubscriberReport

OK = 200
BUSY_HERE = 486
TEMPORARILY_UNAVAILABLE = 480
DECLINE = 603


class SubscriberCall:
    """Lets a leg ring, answers as its manner says, speaks, and reports."""

    def __init__(
        self,
        leg: PjsuaLeg,
        manner: Manner,
        direction: Direction,
        record: Path | None,
        followed: FollowedTo | None = None,
    ) -> None:
        self._leg = leg
        self._manner = manner
        self._behaviour = Behaviour(manner)
        self._record = record
        self._followed = followed or FollowedTo(to=leg.remote_uri)
        self.report = SubscriberReport(
            direction=direction, peer=leg.remote_uri, call_id=leg.call_id
        )

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._live(), name="audio")
            receiving = tasks.create_task(self._receive(), name="reception")
            await self._follow_events()
            receiving.cancel()

    async def _follow_events(self) -> None:
        async for event in self._leg.events():
            match event:
                case KeyPressed(key=key):
                    self.report.keys += key
                case Ended():
                    self.report.ended(event)
                    self._followed.ended(event.disposition, event.sip_code)
                case Answered():
                    self._leg.discard()
                    self._followed.ended(Disposition.ANSWERED, OK)
                case Ringing():
                    pass
                case _:
                    assert_never(event)

    async def _receive(self) -> None:
        """Only for a call that came in."""
        if self.report.direction != "in":
            return
        match self._manner.reception:
            case Reception.IS_BUSY:
                await self._leg.refuse(BUSY_HERE)
            case Reception.IS_UNAVAILABLE:
                await self._leg.refuse(TEMPORARILY_UNAVAILABLE)
            case Reception.DECLINES:
                await self._ring()
                await self._leg.refuse(DECLINE)
            case Reception.ANSWERS:
                await self._ring()
                await self._leg.answer()
            case Reception.NEVER_ANSWERS:
                await self._ring()
            case _ as unknown:
                assert_never(unknown)

    async def _ring(self) -> None:
        if self._manner.early_media:
            await self._leg.send_early_media()
            self._leg.play(self._manner.early_media.samples)
        else:
            await self._leg.ring()
        await asyncio.sleep(self._manner.ring_s)

    async def _live(self) -> None:
        """Hear, act and record from the answer on."""
        with contextlib.ExitStack() as closing:
            record: Callable[[AudioTick], None] | None = None
            async for tick in self._leg.audio():
                if tick.is_early:
                    continue
                record = record or self._start_recording(closing)
                record(tick)
                await self._act_on(tick)
        self.report.duration_s = self._behaviour.now_s
        self.report.heard_phrases = self._behaviour.far_phrases

    def _start_recording(
        self, closing: contextlib.ExitStack
    ) -> Callable[[AudioTick], None]:
        if not self._record:
            return lambda _tick: None
        self.report.record = str(self._record)
        return closing.enter_context(StereoFile(self._record)).write

    async def _act_on(self, tick: AudioTick) -> None:
        is_speaking = self._leg.waiting_samples > 0
        for action in self._behaviour.hear(tick.heard, is_speaking=is_speaking):
            match action:
                case HangUp():
                    await self._leg.hang_up()
                case Speak(utterance=utterance):
                    await self._give(utterance)
                case _:
                    assert_never(action)

    async def _give(self, utterance: Utterance) -> None:
        match utterance:
            case Sound(name=what, samples=samples):
                self._leg.play(samples)
            case Keys(digits=what):
                await self._leg.press(what)
            case _:
                assert_never(utterance)
        self.report.spoken.append(Spoken(what=what, at_s=self._behaviour.now_s))
