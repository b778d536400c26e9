import asyncio
from collections.abc import Callable

import numpy as np

from sip.leg import FRAME_SAMPLES, AudioTick
from sip.leg_audio import DOOR_TICKS, LegAudio


def frame(level: int) -> bytes:
    return np.full(FRAME_SAMPLES, level, np.int16).tobytes()


def ticks_of(
    script: Callable[[LegAudio], object], *, plays_early: bool = False
) -> tuple[list[AudioTick], LegAudio]:
    async def scene() -> tuple[list[AudioTick], LegAudio]:
        audio = LegAudio(asyncio.get_running_loop(), plays_early=plays_early)
        script(audio)
        audio.close_from_thread()
        return [tick async for tick in audio.ticks], audio

    return asyncio.run(scene())


def levels(ticks: list[AudioTick]) -> list[tuple[int, int]]:
    return [(int(tick.heard[0]), int(tick.played[0])) for tick in ticks]


def test_what_is_heard_is_paired_with_what_was_played_in_the_same_20_ms() -> None:
    def script(audio: LegAudio) -> None:
        audio.answered_from_thread()
        audio.playback.append(np.repeat(np.array([10, 20], np.int16), FRAME_SAMPLES))
        for level in (1, 2, 3):
            audio.take_from_media_thread()
            audio.hear_from_media_thread(frame(level))

    ticks, _audio = ticks_of(script)
    assert levels(ticks) == [(1, 10), (2, 20), (3, 0)]


def test_the_clock_goes_on_with_silence_while_nothing_arrives() -> None:
    def script(audio: LegAudio) -> None:
        audio.answered_from_thread()
        for _ in range(3):
            audio.take_from_media_thread()
            audio.hear_from_media_thread(b"")

    ticks, _audio = ticks_of(script)
    assert levels(ticks) == [(0, 0)] * 3
    assert all(len(tick.heard) == len(tick.played) == FRAME_SAMPLES for tick in ticks)


def test_an_outbound_leg_keeps_what_it_is_to_say_until_the_answer() -> None:
    def script(audio: LegAudio) -> None:
        audio.playback.append(np.full(FRAME_SAMPLES, 10, np.int16))
        audio.take_from_media_thread()
        audio.hear_from_media_thread(frame(1))
        audio.answered_from_thread()
        audio.take_from_media_thread()
        audio.hear_from_media_thread(frame(2))

    ticks, _audio = ticks_of(script)
    assert levels(ticks) == [(1, 0), (2, 10)]
    assert [tick.is_early for tick in ticks] == [True, False]


def test_an_inbound_leg_may_play_before_its_answer() -> None:
    def script(audio: LegAudio) -> None:
        audio.playback.append(np.full(FRAME_SAMPLES, 10, np.int16))
        audio.take_from_media_thread()
        audio.hear_from_media_thread(b"")

    ticks, _audio = ticks_of(script, plays_early=True)
    assert levels(ticks) == [(0, 10)]


def test_a_stalled_loop_loses_the_oldest_ticks_and_they_are_counted() -> None:
    def script(audio: LegAudio) -> None:
        for level in range(DOOR_TICKS + 7):
            audio.take_from_media_thread()
            audio.hear_from_media_thread(frame(level))

    ticks, audio = ticks_of(script)
    assert len(ticks) == DOOR_TICKS
    assert levels(ticks)[0] == (7, 0)
    assert audio.ticks.dropped == 7


def test_joined_legs_hold_each_others_far_end_as_played_and_what_was_played_beside() -> (
    None
):
    async def scene() -> tuple[list[AudioTick], list[AudioTick]]:
        loop = asyncio.get_running_loop()
        one, other = LegAudio(loop), LegAudio(loop)
        for audio, partner in ((one, other), (other, one)):
            audio.answered_from_thread()
            audio.join(partner)
        one.playback.append(np.full(FRAME_SAMPLES, 100, np.int16))
        for level in (1, 2, 3):
            one.take_from_media_thread()
            other.take_from_media_thread()
            one.hear_from_media_thread(frame(level))
            other.hear_from_media_thread(frame(10 * level))
        other.join(None)
        one.close_from_thread()
        other.close_from_thread()
        return [tick async for tick in one.ticks], [tick async for tick in other.ticks]

    ours, theirs = asyncio.run(scene())
    assert levels(theirs) == [(10, 1), (20, 2), (30, 3)]
    assert levels(ours) == [(1, 100), (2, 10), (3, 20)]
