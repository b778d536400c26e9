import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

import numpy as np
import pytest

from sip.leg import (
    FRAME_SAMPLES,
    RATE_HZ,
    Answered,
    AudioTick,
    Disposition,
    Ended,
    HungUpBy,
    KeyPressed,
    Leg,
    LegEvent,
)
from voicebot.rehearsal.caller import Act, Heard, PressKey
from voicebot.rehearsal.channel import PhoneChannel
from voicebot.rehearsal.cues import Leave, Speak
from voicebot.rehearsal.line_condition import LineCondition
from voicebot.rehearsal.studio_leg import LONGEST_S, StudioLeg
from voicebot.rehearsal.virtual_loop import run_virtually

Result = TypeVar("Result")


class FarEnd:
    """Does one thing a tick, in order, and remembers what it heard."""

    def __init__(self, *acts: Act | None) -> None:
        self._acts = list(acts)
        self.heard: list[Heard] = []

    def hear(self, heard: Heard) -> Act | None:
        self.heard.append(heard)
        return self._acts.pop(0) if self._acts else None


def leg_to(far_end: FarEnd, connects: Callable[[], bool] = lambda: True) -> StudioLeg:
    return StudioLeg(far_end, PhoneChannel(LineCondition()), connects=connects)


def at_once(scene: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    return run_virtually(scene())


async def ticks_of(leg: Leg, count: int) -> list[AudioTick]:
    found = []
    async for tick in leg.audio():
        found.append(tick)
        if len(found) == count:
            break
    return found


async def events_of(leg: Leg) -> list[LegEvent]:
    return [event async for event in leg.events()]


def loud(samples: int, value: int = 3000) -> np.ndarray[Any, np.dtype[np.int16]]:
    return np.full(samples, value, np.int16)


def test_it_is_a_leg() -> None:
    promised = {name for name in vars(Leg) if not name.startswith("_")}
    leg: Leg = leg_to(FarEnd())
    assert promised <= set(dir(leg))


def test_a_tick_is_20_ms_of_the_loops_time() -> None:
    async def scene() -> float:
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        await ticks_of(leg_to(FarEnd()), 500)
        return loop.time() - began_s

    assert at_once(scene) == pytest.approx(10.0)


def test_what_is_played_is_heard_in_order_and_padded_with_silence() -> None:
    async def scene() -> tuple[list[AudioTick], int, int]:
        leg = leg_to(FarEnd())
        leg.play(loud(FRAME_SAMPLES))
        leg.play(loud(FRAME_SAMPLES // 2, 5000))
        before = leg.waiting_samples
        return await ticks_of(leg, 3), before, leg.waiting_samples

    ticks, before, after = at_once(scene)
    assert before == FRAME_SAMPLES * 3 // 2
    assert after == 0
    assert ticks[0].played.tolist() == [3000] * FRAME_SAMPLES
    half = FRAME_SAMPLES // 2
    assert ticks[1].played.tolist() == [5000] * half + [0] * half
    assert not ticks[2].played.any()
    assert all(len(tick.heard) == FRAME_SAMPLES for tick in ticks)


def test_what_is_discarded_is_never_heard() -> None:
    async def scene() -> tuple[int, list[AudioTick]]:
        leg = leg_to(FarEnd())
        leg.play(loud(3 * FRAME_SAMPLES))
        await ticks_of(leg, 1)
        return leg.discard(), await ticks_of(leg, 2)

    discarded, ticks = at_once(scene)
    assert discarded == 2 * FRAME_SAMPLES
    assert not any(tick.played.any() for tick in ticks)


def test_the_caller_is_heard_a_tick_after_beginning_to_speak() -> None:
    speech = loud(FRAME_SAMPLES) * np.tile(np.array([1, -1], np.int16), 80)

    async def scene() -> list[AudioTick]:
        speak = Speak(text="да", samples=speech)
        return await ticks_of(leg_to(FarEnd(None, speak)), 4)

    loudness = [int(np.abs(tick.heard).max()) for tick in at_once(scene)]
    assert [level > 1000 for level in loudness] == [False, False, True, False]


def test_the_far_end_hears_where_a_sound_begins_and_when_nothing_more_comes() -> None:
    far_end = FarEnd()

    async def scene() -> None:
        leg = leg_to(far_end)
        leg.play(np.concatenate([np.zeros(80, np.int16), loud(2 * FRAME_SAMPLES - 80)]))
        await ticks_of(leg, 3)

    at_once(scene)
    assert [heard.sound_at_s for heard in far_end.heard] == [80 / RATE_HZ, 0.0, None]
    assert [heard.is_done for heard in far_end.heard] == [False, True, True]


def test_keys_and_the_callers_leaving_are_events_in_order() -> None:
    async def scene() -> Sequence[LegEvent]:
        leg = leg_to(FarEnd(PressKey(key="1"), PressKey(key="#"), Leave()))
        await leg.answer()
        await ticks_of(leg, 99)
        return await events_of(leg)

    answered, one, hash_key, ended = at_once(scene)
    assert answered == Answered()
    assert (one, hash_key) == (KeyPressed(key="1"), KeyPressed(key="#"))
    assert isinstance(ended, Ended)
    assert ended.hung_up_by is HungUpBy.CALLER
    assert ended.disposition is Disposition.ANSWERED


def test_hanging_up_ends_events_and_audio_and_may_be_said_twice() -> None:
    async def scene() -> tuple[list[LegEvent], list[AudioTick]]:
        leg = leg_to(FarEnd())
        await leg.answer()
        await leg.hang_up()
        await leg.hang_up()
        return await events_of(leg), await ticks_of(leg, 10)

    events, ticks = at_once(scene)
    assert [type(event) for event in events] == [Answered, Ended]
    assert isinstance(events[-1], Ended)
    assert events[-1].hung_up_by is HungUpBy.ROBOT
    assert ticks == []


@pytest.mark.parametrize(
    ("connects", "ring_s", "is_connected", "took_s"),
    [(True, 20.0, True, 2.0), (False, 20.0, False, 20.0), (True, 1.0, False, 1.0)],
)
def test_a_transfer_ends_as_told_and_takes_its_time(
    *, connects: bool, ring_s: float, is_connected: bool, took_s: float
) -> None:
    async def scene() -> tuple[bool, float]:
        leg = leg_to(FarEnd(), lambda: connects)
        result = await leg.transfer("sip:desk@127.0.0.1", ring_s=ring_s)
        assert leg.transferred_to == ["sip:desk@127.0.0.1"]
        return result.is_connected, asyncio.get_running_loop().time()

    found, ended_s = at_once(scene)
    assert found is is_connected
    assert ended_s == pytest.approx(took_s)


def test_keys_of_the_robot_reach_the_far_end() -> None:
    async def scene() -> str:
        leg = leg_to(FarEnd())
        await leg.press("12")
        await leg.press("#")
        return leg.pressed

    assert at_once(scene) == "12#"


def test_a_talk_without_an_end_is_ended() -> None:
    async def scene() -> tuple[int, list[LegEvent]]:
        leg = leg_to(FarEnd())
        ticks = [tick async for tick in leg.audio()]
        return len(ticks), await events_of(leg)

    ticks, events = at_once(scene)
    assert ticks == pytest.approx(LONGEST_S * 50, abs=1)
    assert [type(event) for event in events] == [Ended]
