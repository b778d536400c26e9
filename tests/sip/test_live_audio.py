"""What is said on one side is heard on the other, on real RTP between processes."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from sip.leg import FRAME_SAMPLES, RATE_HZ, Answered, AudioTick, Ringing, Samples
from tests.sip.calling import Watched, line_and_phone, live, place
from tests.sip.sounds import babble, delay_samples, likeness, saved, tone

pytestmark = pytest.mark.live

ALIKE = 0.95
"""A-law alone gives 0.999."""

STRETCHED = 0.4
A_LAW_NOISE = 16


def assert_heard_whole(sent: Samples, heard: Samples) -> None:
    """One segment may be stretched by the jitter buffer, which adapts to a busy machine."""
    worst, *others = sorted(likeness(sent, heard))
    assert worst > STRETCHED, worst
    assert min(others) > ALIKE, others


def seconds_of(ticks: list[AudioTick]) -> float:
    return len(ticks) * FRAME_SAMPLES / RATE_HZ


def test_both_sides_hear_the_other_whole_and_the_clocks_agree(tmp_path: Path) -> None:
    robot_says, subscriber_says = babble(2.0, seed=1), babble(2.0, seed=2)
    record = tmp_path / "call.wav"

    async def scene() -> Watched:
        options = (
            *("--ring", "100ms", "--record", str(record)),
            *("--say", saved(tmp_path / "said.wav", subscriber_says) + "@200ms"),
        )
        async with line_and_phone(*options) as (line, phone):
            call = await place(line, phone.uri)
            await call.until(Answered)
            for start in range(0, len(robot_says), 1000):
                call.leg.play(robot_says[start : start + 1000])
            await call.until_ticks(lambda ticks: seconds_of(ticks) > 2.8)
            await call.leg.hang_up()
            await call.ended()
            await phone.report()
        return call

    call = live(scene)
    stereo, rate_hz = soundfile.read(record, dtype="int16")
    said, heard = stereo[:, 0], stereo[:, 1]

    assert rate_hz == RATE_HZ
    assert likeness(robot_says, call.played) == pytest.approx([1.0] * 5)
    assert likeness(subscriber_says, said) == pytest.approx([1.0] * 5)
    assert_heard_whole(robot_says, heard)
    assert_heard_whole(subscriber_says, call.heard)

    there = delay_samples(robot_says, heard) - delay_samples(robot_says, call.played)
    back = delay_samples(subscriber_says, call.heard) - delay_samples(
        subscriber_says, said
    )
    assert 0 <= there + back <= 0.4 * RATE_HZ


def test_a_steady_tone_arrives_without_a_dropout(tmp_path: Path) -> None:
    async def scene() -> Watched:
        said = saved(tmp_path / "tone.flac", tone(2.0).repeat(2), 2 * RATE_HZ)
        options = ("--ring", "100ms", "--say", said)
        async with line_and_phone(*options) as (line, phone):
            call = await place(line, phone.uri)
            await call.until_ticks(lambda ticks: seconds_of(ticks) > 2.4)
        return call

    heard = live(scene).heard.astype(np.float64)
    frames = heard[: len(heard) // FRAME_SAMPLES * FRAME_SAMPLES]
    loudness = np.sqrt(np.mean(frames.reshape(-1, FRAME_SAMPLES) ** 2, axis=1))
    sounding = np.flatnonzero(loudness > 1000)
    silent_within = np.count_nonzero(loudness[sounding[0] : sounding[-1]] < 1000)
    assert len(sounding) * FRAME_SAMPLES / RATE_HZ == pytest.approx(2.0, abs=0.2)
    assert silent_within <= 1


def test_media_before_the_answer_is_kept_apart_and_nothing_is_played_into_it(
    tmp_path: Path,
) -> None:
    async def scene() -> Watched:
        ringback = saved(tmp_path / "ringback.wav", tone(3.0, hz=425))
        options = ("--early-media", ringback, "--ring", "600ms")
        async with line_and_phone(*options) as (line, phone):
            call = await place(line, phone.uri)
            call.leg.play(tone(0.2))
            await call.until(Answered)
            await call.until_ticks(lambda ticks: seconds_of(ticks) > 1.5)
        return call

    call = live(scene)
    early = [tick for tick in call.ticks if tick.is_early]
    assert call.events[0] == Ringing(has_early_media=True)
    assert max(np.abs(tick.heard).max() for tick in early) > 7000
    assert not any(tick.played.any() for tick in early)
    assert np.count_nonzero(call.played) == np.count_nonzero(tone(0.2))
    assert np.abs(call.heard[-RATE_HZ // 4 :]).max() < A_LAW_NOISE


def test_a_barge_in_silences_the_robot_within_a_frame() -> None:
    async def scene() -> tuple[Watched, int]:
        async with line_and_phone("--ring", "100ms") as (line, phone):
            call = await place(line, phone.uri)
            await call.until(Answered)
            call.leg.play(tone(5.0))
            await call.until_ticks(lambda ticks: any(t.played.any() for t in ticks))
            discarded = call.leg.discard()
            await call.until_ticks(lambda ticks: not ticks[-1].played.any())
        return call, discarded

    call, discarded = live(scene)
    assert discarded > 4.0 * RATE_HZ
    assert np.count_nonzero(call.played) <= 5.0 * RATE_HZ - discarded
