import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sip.leg import FRAME_SAMPLES, RATE_HZ, Samples
from voicebot.rehearsal import a_law
from voicebot.rehearsal.a_law import through_a_law
from voicebot.rehearsal.channel import (
    FLOOR_DBFS,
    PhoneChannel,
    in_telephone_band,
    speech_level_dbfs,
)
from voicebot.rehearsal.line_condition import LineCondition
from voicebot.rehearsal.line_noise import LOOP_S, line_noise

SECONDS = 10
EVERY_SAMPLE = np.arange(-32768, 32768).astype(np.int16)


def tone(hz: float, seconds: float = 1.0, peak: float = 8000) -> Samples:
    times_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    samples: Samples = (peak * np.sin(2 * np.pi * hz * times_s)).astype(np.int16)
    return samples


def sent(channel: PhoneChannel, samples: Samples) -> Samples:
    frames = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES]
    return np.concatenate(
        [channel.carry(frame) for frame in frames.reshape(-1, FRAME_SAMPLES)]
    )


def level_dbfs(samples: Samples) -> float:
    power = np.mean(np.square(samples.astype(np.float64) / 32768))
    return float(10 * np.log10(power))


def test_a_law_says_what_its_docstring_says() -> None:
    assert doctest.testmod(a_law).failed == 0


def test_a_law_leaves_256_values_and_changes_none_of_them_again() -> None:
    coded = through_a_law(EVERY_SAMPLE)
    assert len(np.unique(coded)) == 256
    assert np.array_equal(through_a_law(coded), coded)


@given(st.integers(min_value=-32768, max_value=32767))
def test_a_law_is_off_by_a_32nd_at_most_and_never_in_order(sample: int) -> None:
    [coded] = through_a_law(np.array([sample], np.int16)).tolist()
    assert abs(coded - sample) <= max(8, abs(sample) / 32 + 1)
    assert (coded > 0) == (sample >= 0)


def test_a_good_line_is_quiet_but_not_dead() -> None:
    heard = sent(PhoneChannel(LineCondition()), np.zeros(SECONDS * RATE_HZ, np.int16))
    assert level_dbfs(heard) == pytest.approx(FLOOR_DBFS, abs=3)


@pytest.mark.parametrize("snr_db", [20.0, 10.0, 0.0])
def test_noise_is_as_loud_as_asked(snr_db: float) -> None:
    speech = tone(1000, SECONDS)
    channel = PhoneChannel(
        LineCondition(snr_db=snr_db), speech_dbfs=speech_level_dbfs(speech)
    )
    noise = sent(channel, np.zeros(LOOP_S * RATE_HZ, np.int16))
    assert level_dbfs(speech) - level_dbfs(noise) == pytest.approx(snr_db, abs=0.5)


def test_noise_repeats_without_a_seam_and_keeps_to_the_band() -> None:
    noise = line_noise(1)
    assert np.mean(np.square(noise)) == pytest.approx(1, abs=1e-3)
    assert abs(noise[0] - noise[-1]) < np.abs(np.diff(noise)).max()
    powers = np.square(np.abs(np.fft.rfft(noise)))
    hz = np.fft.rfftfreq(len(noise), 1 / RATE_HZ)
    outside = powers[(hz < 295) | (hz > 3405)].sum()
    assert outside / powers.sum() < 1e-6


def test_the_same_seed_is_the_same_line() -> None:
    speech = tone(500, SECONDS)

    def heard(seed: int) -> Samples:
        return sent(PhoneChannel(LineCondition(snr_db=10, loss=0.1, seed=seed)), speech)

    assert np.array_equal(heard(7), heard(7))
    assert not np.array_equal(heard(7), heard(8))


def test_lost_packets_are_as_many_as_asked_and_are_concealed_by_the_last() -> None:
    alternating = np.resize(np.array([8000, -8000]), 2000)
    heard = sent(
        PhoneChannel(LineCondition(loss=0.1)),
        np.repeat(alternating, FRAME_SAMPLES).astype(np.int16),
    )
    frames = np.median(heard.reshape(-1, FRAME_SAMPLES), axis=1)
    is_lost = np.abs(frames - alternating) > 1000
    assert is_lost.mean() == pytest.approx(0.1, abs=0.02)
    [first, *_] = np.flatnonzero(is_lost)
    assert frames[first] == frames[first - 1]


def test_a_long_loss_fades_away() -> None:
    channel = PhoneChannel(LineCondition(loss=0.999999))
    channel._shown = tone(1000)[:FRAME_SAMPLES]
    heard = sent(channel, tone(1000))
    assert level_dbfs(heard[:FRAME_SAMPLES]) > -20
    assert np.abs(heard[-FRAME_SAMPLES:]).max() < 10


def test_the_band_of_a_telephone_is_kept_and_no_more() -> None:
    kept_db = [
        level_dbfs(in_telephone_band(tone(hz))) - level_dbfs(tone(hz))
        for hz in (100, 1000, 3900)
    ]
    assert kept_db[0] < -30
    assert kept_db[1] == pytest.approx(0, abs=0.5)
    assert kept_db[2] < -20
