import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

import numpy as np
import pytest

from sip.leg import FRAME_SAMPLES, RATE_HZ, Samples
from tests.conversation.fake_leg import FakeLeg
from tests.conversation.scripted_hearing import InlineExecutor
from tts.errors import TtsError
from voicebot.conversation.music import AFTER_S, FADE_S, Music
from voicebot.scenario.actions import Say

RAMP = np.arange(1, RATE_HZ // 2 + 1, dtype=np.int16)
"""Half a second in which every sample is another one."""


class RampVoice:
    """Knows one recording, `ramp.wav`."""

    name = "ramp"

    def __init__(self, *, is_loaded: bool = True) -> None:
        self._is_loaded = is_loaded

    def cut(self, say: Say) -> tuple[str, ...]:
        return (say.text,)

    def is_rendered(self, part: str, say: Say) -> bool:
        return self._is_loaded

    def speech(self, part: str, say: Say) -> Samples:
        if say.audio != "ramp.wav":
            raise TtsError("{path}: there is no such audio file", path=say.audio)
        return RAMP


class Waiting:
    """A caller who waits; `tick` passes 20 ms and returns what was heard in it."""

    def __init__(self, *, is_loaded: bool = True, pool: Executor | None = None) -> None:
        self.leg = FakeLeg()
        voice = RampVoice(is_loaded=is_loaded)
        self.music = Music(self.leg, voice, pool or InlineExecutor())

    def tick(self) -> Samples:
        self.music.tick()
        return self.leg.pass_time(FRAME_SAMPLES)

    def hear(self, duration_s: float) -> Samples:
        ticks = round(duration_s * RATE_HZ / FRAME_SAMPLES)
        return np.concatenate([self.tick() for _ in range(ticks)])


def within_a_loop(test: Callable[[], None]) -> None:
    async def run() -> None:
        test()

    asyncio.run(run())


def test_music_begins_only_when_the_wait_is_felt() -> None:
    def test() -> None:
        caller = Waiting()
        caller.music.start("ramp.wav")
        assert not caller.hear(AFTER_S - 0.04).any()
        assert caller.hear(0.1).any()

    within_a_loop(test)


def test_a_wait_that_is_over_before_stays_silent() -> None:
    def test() -> None:
        caller = Waiting()
        caller.music.start("ramp.wav")
        caller.hear(0.5)
        caller.music.stop()
        assert caller.leg.waiting_samples == 0
        assert not caller.hear(2.0).any()

    within_a_loop(test)


def test_a_recording_begins_anew_without_a_gap() -> None:
    def test() -> None:
        caller = Waiting()
        caller.music.start("ramp.wav", after_s=0)
        heard = caller.hear(1.5)
        assert (heard == np.tile(RAMP, 3)).all()

    within_a_loop(test)


def test_music_fades_out_from_where_it_is_and_stops() -> None:
    def test() -> None:
        caller = Waiting()
        caller.music.start("ramp.wav", after_s=0)
        before = int(caller.hear(0.2)[-1])
        caller.music.stop()
        faded = caller.hear(0.3)
        length = int(FADE_S * RATE_HZ)
        assert faded[0] == before + 1
        assert faded[length // 2] == pytest.approx((before + length / 2) / 2, rel=0.05)
        assert not faded[length:].any()

    within_a_loop(test)


def test_a_recording_that_is_not_loaded_yet_holds_nothing_up() -> None:
    async def run() -> None:
        with ThreadPoolExecutor(1) as pool:
            caller = Waiting(is_loaded=False, pool=pool)
            caller.music.start("ramp.wav", after_s=0)
            assert not caller.tick().any()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert caller.hear(0.2).any()

    asyncio.run(run())


@pytest.mark.parametrize("is_loaded", [True, False])
def test_a_recording_that_cannot_be_read_is_silence(*, is_loaded: bool) -> None:
    def test() -> None:
        caller = Waiting(is_loaded=is_loaded)
        caller.music.start("nowhere.wav", after_s=0)
        assert not caller.hear(1.0).any()
        caller.music.stop()

    within_a_loop(test)


def test_a_hold_lasts_as_long_as_it_should_on_the_calls_clock() -> None:
    async def run() -> None:
        caller = Waiting()
        hold = asyncio.ensure_future(caller.music.played("ramp.wav", 2.0))
        await asyncio.sleep(0)
        assert caller.hear(1.98).any()
        await asyncio.sleep(0)
        assert not hold.done()
        caller.tick()
        await hold

    asyncio.run(run())


def test_no_more_than_a_second_is_handed_over_in_advance() -> None:
    def test() -> None:
        caller = Waiting()
        caller.music.start("ramp.wav", after_s=0)
        for _ in range(200):
            caller.tick()
            assert caller.leg.waiting_samples <= 2 * RATE_HZ

    within_a_loop(test)
