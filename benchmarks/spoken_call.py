"""A call in full dialogue without a telephone: prompts, replies, and what listens to them.

It runs as fast as the processor does, on one thread, so that processor time measured
around it is that of the robot's own work.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
import numpy.typing as npt
from typing_extensions import override

from asr.ear import Ear
from asr.recognizer import Samples, Transcript, Word
from asr.silero_vad import SileroModel
from sip.leg import FRAME_SAMPLES, RATE_HZ, AudioTick, Leg
from sip.leg_audio import LegAudio
from voicebot.conversation.listener import Listener
from voicebot.conversation.playback import Playback
from voicebot.conversation.reader import Reader
from voicebot.conversation.recording import Recording
from voicebot.conversation.timeline import Timeline
from voicebot.scenario.actions import BargeIn, Listen, Say
from voicebot.understanding.meaning import Meaning

THINKS_S = 0.4
"""From the prompt's end to the reply's first sample."""

ECHO_DELAY_S = 0.12
_THINKS_TICKS = round(THINKS_S * RATE_HZ / FRAME_SAMPLES)
_LINE_NOISE_RMS = 4.0
_SILENT_FRAME = bytes(2 * FRAME_SAMPLES)
_LOOP_TURNS_A_TICK = 2
"""Enough for all that a tick sets off to happen before the next one."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question of the robot and the caller's answer, 8 kHz."""

    prompt: Samples
    reply: Samples


@dataclass(slots=True)
class Caller:
    """Answers each prompt once it is over; returns the prompt's echo, where there is one."""

    replies: list[Samples]
    echo_db: float | None
    _noise: np.random.Generator = field(
        default_factory=lambda: np.random.default_rng(1)
    )
    _spoken: Samples = field(default_factory=lambda: np.zeros(0, np.int16))
    _heard_robot: bool = False
    _silent_ticks: int = 0
    _on_the_way: list[Samples] = field(default_factory=list)

    def next_frame(self, played: Samples) -> Samples:
        """20 ms of the caller's side; `played` is the robot's of the same moment."""
        self._silent_ticks = 0 if played.any() else self._silent_ticks + 1
        self._heard_robot |= not self._silent_ticks
        if self._heard_robot and self._silent_ticks >= _THINKS_TICKS and self.replies:
            self._heard_robot, self._spoken = False, self.replies.pop(0)
        frame, self._spoken = self._spoken[:FRAME_SAMPLES], self._spoken[FRAME_SAMPLES:]
        own = np.pad(frame, (0, FRAME_SAMPLES - len(frame)))
        noise = self._noise.normal(0, _LINE_NOISE_RMS, FRAME_SAMPLES)
        mixed = own + noise + self._echo(played)
        return mixed.clip(-32768, 32767).astype(np.int16)

    def _echo(self, played: Samples) -> npt.NDArray[np.floating[Any]] | float:
        if self.echo_db is None:
            return 0.0
        self._on_the_way.append(played)
        if len(self._on_the_way) <= round(ECHO_DELAY_S * RATE_HZ / FRAME_SAMPLES):
            return 0.0
        echo: npt.NDArray[np.floating[Any]] = self._on_the_way.pop(0) * 10 ** (
            self.echo_db / 20
        )
        return echo


class BridgedLeg:
    """What `Listener` and `Playback` need of a leg: its audio, paired as by the bridge."""

    def __init__(self, caller: Caller) -> None:
        self.audio = LegAudio(asyncio.get_running_loop())
        self.audio.answered_from_thread()
        self._caller = caller

    def pass_tick(self) -> None:
        """What the bridge's two callbacks do in 20 ms."""
        played = self.audio.take_from_media_thread() or _SILENT_FRAME
        heard = self._caller.next_frame(np.frombuffer(played, np.int16))
        self.audio.hear_from_media_thread(heard.tobytes())

    def play(self, samples: Samples) -> None:
        self.audio.playback.append(samples)

    def discard(self) -> int:
        return self.audio.playback.discard()

    @property
    def waiting_samples(self) -> int:
        return self.audio.playback.waiting_samples


class RecordedVoice:
    """Says each text by the recording of that name, without a delay."""

    name = "recorded"

    def __init__(self, recordings: Sequence[Samples]) -> None:
        self._recordings = recordings

    def cut(self, say: Say) -> tuple[str, ...]:
        return (say.text,)

    def is_rendered(self, part: str, say: Say) -> bool:
        return True

    def speech(self, part: str, say: Say) -> Samples:
        return self._recordings[int(part)]


class SureRecognizer:
    """Hears «да» in everything at once, so that no reading is measured."""

    def begin(self, phrases: Sequence[str] = ()) -> None: ...

    def hear(self, samples: Samples) -> None: ...

    def partial(self) -> Transcript:
        return Transcript()

    def transcribe(self) -> Transcript:
        return Transcript(
            words=(Word(text="да", start_s=0.0, end_s=0.1, confidence=1.0),)
        )


class SameThread(Executor):
    """Runs what it is given before it returns."""

    @override
    def submit(
        self,
        fn: Callable[Arguments, Result],
        /,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Future[Result]:
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # an executor carries any to its user
            future.set_exception(error)
        return future


def yes(text: str, *, question: Listen, alternatives: Sequence[str]) -> Meaning:
    return Meaning(text=text, intent="yes", confidence=1.0, why="measured elsewhere")


QUESTION = Listen(
    node="q",
    intents=("yes", "no"),
    keys=frozenset(),
    barge_in=BargeIn.SPEECH,
    noinput_s=6.0,
    complete_timeout_s=0.3,
    incomplete_timeout_s=1.0,
    max_speech_s=20.0,
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HeldCall:
    """A call's ticks, and the processor time that all its parts took.

    asyncio prints what a run returns, for nobody; thousands of ticks take seconds.
    """

    ticks: tuple[AudioTick, ...]
    cpu_s: float


async def hold_call(
    exchanges: Sequence[Exchange],
    vad: SileroModel,
    folder: Path,
    *,
    echo_db: float | None,
) -> HeldCall:
    """Talk through all exchanges with every part of a call but its readings."""
    replies = [one.reply for one in exchanges]
    leg = BridgedLeg(Caller([*replies], echo_db))
    voice = RecordedVoice([one.prompt for one in exchanges])
    # Of a leg these parts use its audio only.
    playback = Playback(cast("Leg", leg), voice, SameThread())
    ear = Ear(vad.detector(), SureRecognizer())
    ticks: list[AudioTick] = []
    began_s = time.process_time()
    with Timeline(folder) as timeline, Recording(folder) as recording:
        async with asyncio.TaskGroup() as group:
            listener = Listener(
                ear=ear,
                playback=playback,
                reader=Reader(
                    ear=ear, understand=yes, pool=SameThread(), timeline=timeline
                ),
                group=group,
                timeline=timeline,
            )
            talk = group.create_task(_talk(len(exchanges), playback, listener))
            while not talk.done():
                leg.pass_tick()
                tick = await anext(leg.audio.ticks)
                ticks.append(tick)
                recording.add(tick)
                playback.tick()
                listener.hear(tick)
                for _ in range(_LOOP_TURNS_A_TICK):
                    await asyncio.sleep(0)
    talked_s = time.process_time()
    acted_again = Caller([*replies], echo_db)
    for tick in ticks:
        acted_again.next_frame(tick.played)
    caller_s = time.process_time() - talked_s
    return HeldCall(ticks=tuple(ticks), cpu_s=talked_s - began_s - caller_s)


async def _talk(questions: int, playback: Playback, listener: Listener) -> None:
    for number in range(questions):
        say = Say(text=str(number), voice=None, barge_in=QUESTION.barge_in, fixed=True)
        await playback.play([say])
        await listener.ask(QUESTION, ())
