"""Who answered one call: feeds the watch, tells its verdicts, lets the talk wait for them."""

import asyncio
import logging
from concurrent.futures import Executor
from typing import Protocol

from asr.ear import Ear
from asr.errors import AsrError
from sip.leg import Samples
from voicebot.answering.tone import ToneDetector
from voicebot.answering.verdict import TALKERS, Verdict
from voicebot.answering.watch import AnswerWatch, GreetingOver, Notices, ReadSpeech
from voicebot.conversation.events import AnswererJudged, CallEvent, GreetingEnded

logger = logging.getLogger(__name__)


class Notes(Protocol):
    """Where verdicts are written down: a call's timeline."""

    def record(self, event: CallEvent) -> None: ...


class Pickup:
    """Runs on the event loop; readings run on `pool`.

    Where the dialogue reads what was said, its reading serves here too. A reading that
    fails is an empty one.
    """

    def __init__(
        self,
        watch: AnswerWatch,
        *,
        ear: Ear,
        pool: Executor,
        group: asyncio.TaskGroup,
        timeline: Notes,
        is_early: bool = False,
    ) -> None:
        self._watch = watch
        self._ear = ear
        self._pool = pool
        self._group = group
        self._timeline = timeline
        self._is_early = is_early
        self._tones = ToneDetector()
        self._now_s = 0.0
        self._readings: set[asyncio.Task[None]] = set()
        self._is_judged = asyncio.Event()
        self._is_machine = asyncio.Event()
        self._is_greeting_over = asyncio.Event()

    def hear(self, samples: Samples, now_s: float) -> None:
        """The next 20 ms; `now_s` is their end on the call's clock."""
        self._now_s = now_s
        if self._watch.is_watching:
            for tone in self._tones.hear(samples):
                self._follow(self._watch.hear_tone(tone))
            self._follow(self._watch.tick(now_s))

    def speech_started(self, at_s: float) -> None:
        if self._watch.is_watching:
            self._follow(self._watch.speech_started(at_s))

    def speech_paused(self, at_s: float, *, is_read: bool = False) -> None:
        """`is_read`: the dialogue reads up to here, and will tell `read`."""
        if not self._watch.is_watching:
            return
        notices = self._watch.speech_paused(at_s)
        if is_read:
            notices = tuple(each for each in notices if each != ReadSpeech())
        self._follow(notices)

    def read(self, text: str) -> None:
        """What the dialogue has read of the turn so far."""
        if self._watch.is_watching:
            self._follow(self._watch.read(text, (), now_s=self._now_s))

    def took_part(self) -> None:
        """They answered the robot's question."""
        self._follow(self._watch.took_part(self._now_s))

    async def first_verdict(self) -> Verdict:
        """Wait for any verdict; it falls by a deadline."""
        await self._is_judged.wait()
        return self._known()

    async def machine(self) -> Verdict:
        """Wait until a machine shows itself, which it may never do."""
        await self._is_machine.wait()
        return self._known()

    async def listens(self) -> Verdict:
        """Wait until the machine's greeting is over, and tell what it turned out to be."""
        if self._known().answerer in TALKERS:
            await self._is_greeting_over.wait()
        return self._known()

    def close(self) -> None:
        """Nobody asks any more: readings that run are thrown away."""
        for reading in self._readings:
            reading.cancel()

    def _known(self) -> Verdict:
        verdict = self._watch.verdict
        if verdict is None:
            raise LookupError("asked for a verdict before there is one")
        return verdict

    def _follow(self, notices: Notices) -> None:
        for notice in notices:
            match notice:
                case ReadSpeech():
                    reading = self._group.create_task(self._read(), name="who answered")
                    self._readings.add(reading)
                    reading.add_done_callback(self._readings.discard)
                case Verdict():
                    self._judged(notice)
                case GreetingOver(after_beep=after_beep):
                    self._timeline.record(GreetingEnded(after_beep=after_beep))
                    self._is_greeting_over.set()

    async def _read(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            heard = await loop.run_in_executor(self._pool, self._ear.transcribe)
        except AsrError:
            logger.exception("reading_failed")
            self._follow(self._watch.read("", (), now_s=self._now_s))
            return
        self._follow(
            self._watch.read(heard.text, heard.alternatives, now_s=self._now_s)
        )

    def _judged(self, verdict: Verdict) -> None:
        self._timeline.record(
            AnswererJudged(
                answerer=verdict.answerer.value,
                announcement=verdict.announcement.value
                if verdict.announcement
                else None,
                confidence=verdict.confidence,
                why=verdict.why,
                is_early=self._is_early,
            )
        )
        self._is_judged.set()
        if verdict.is_machine:
            self._is_machine.set()
