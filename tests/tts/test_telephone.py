import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.edges import LEADING_S, TRAILING_S
from tts.loudness import PEAK_DBFS, TARGET_DBFS, Wave, active_level_dbfs, limit
from tts.stretch import stretch
from tts.synthesizer import Speech
from tts.telephone import to_samples, to_telephone


def tone(
    seconds: float, rate_hz: int = 8000, hz: float = 500, peak: float = 0.3
) -> Wave:
    time = np.arange(int(seconds * rate_hz)) / rate_hz
    return (peak * np.sin(2 * np.pi * hz * time)).astype(np.float32)


def quiet(seconds: float, rate_hz: int = 8000) -> Wave:
    return np.zeros(int(seconds * rate_hz), np.float32)


def speech(*waves: Wave, rate_hz: int = 8000) -> Speech:
    return Speech(samples=to_samples(np.concatenate(waves)), rate_hz=rate_hz)


def level_of(finished: Speech) -> float:
    return active_level_dbfs((finished.samples / 32767).astype(np.float32), 8000)


@pytest.mark.parametrize("peak", [0.01, 0.1, 0.5, 1.0])
@pytest.mark.parametrize("rate_hz", [8000, 16000, 22050, 48000])
def test_every_voice_comes_out_equally_loud(peak: float, rate_hz: int) -> None:
    finished = to_telephone(speech(tone(1, rate_hz, peak=peak), rate_hz=rate_hz))
    assert finished.rate_hz == 8000
    assert level_of(finished) == pytest.approx(TARGET_DBFS, abs=0.5)


def test_pauses_do_not_make_a_prompt_louder() -> None:
    dense = to_telephone(speech(tone(1)))
    sparse = to_telephone(speech(tone(0.5), quiet(3), tone(0.5)))
    assert level_of(sparse) == pytest.approx(level_of(dense), abs=0.5)


def test_silence_around_speech_is_cut_so_that_the_caller_does_not_wait() -> None:
    finished = to_telephone(speech(quiet(0.4), tone(1), quiet(0.7)))
    assert finished.duration_s == pytest.approx(1 + LEADING_S + TRAILING_S, abs=0.02)


def test_a_weak_first_consonant_is_not_cut() -> None:
    hiss = tone(0.08, hz=3000, peak=0.01)
    finished = to_telephone(speech(quiet(0.2), hiss, tone(0.5), quiet(0.2)))
    assert finished.duration_s > 0.58


def test_edges_start_and_end_at_zero() -> None:
    samples = to_telephone(speech(tone(0.5) + np.float32(0.1))).samples
    assert abs(int(samples[0])) < 100
    assert abs(int(samples[-1])) < 500


def test_a_constant_offset_and_hum_are_taken_away() -> None:
    hum = tone(1, hz=40, peak=0.2) + np.float32(0.2)
    finished = to_telephone(speech(tone(1) + hum))
    spectrum = np.abs(np.fft.rfft(finished.samples[800:7200].astype(float)))
    assert spectrum[:40].max() < 0.05 * spectrum.max()


def test_what_lies_above_the_band_is_no_sound_at_all() -> None:
    swelling = tone(1, 48000, hz=12000) * np.hanning(48000).astype(np.float32)
    ultrasonic = speech(swelling, rate_hz=48000)
    assert len(to_telephone(ultrasonic).samples) == 0


@pytest.mark.parametrize("length", [0, 1, 7, 100])
def test_almost_nothing_is_no_error(length: int) -> None:
    empty = Speech(samples=np.zeros(length, np.int16), rate_hz=16000)
    assert len(to_telephone(empty).samples) == 0


def test_a_loud_click_is_turned_down_and_its_surroundings_are_not() -> None:
    wave = tone(1, peak=0.2)
    wave[4000] = 2.0
    limited = limit(wave, 8000)
    assert np.abs(limited).max() <= 10 ** (PEAK_DBFS / 20) + 1e-3
    assert np.allclose(limited[:3000], wave[:3000])


@given(st.integers(1, 4000), st.floats(0.01, 3.0), st.integers(0, 2**31))
@settings(max_examples=40, deadline=None)
def test_nothing_passes_the_peak_limit(length: int, gain: float, seed: int) -> None:
    noise = np.random.default_rng(seed).normal(0, gain, length).astype(np.float32)
    assert np.abs(limit(noise, 8000)).max() <= 10 ** (PEAK_DBFS / 20) + 1e-3


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.25, 2.0])
def test_stretching_changes_the_length_and_not_the_pitch(speed: float) -> None:
    stretched = stretch(tone(2, 16000, hz=200), 16000, speed)
    assert len(stretched) == pytest.approx(2 * 16000 / speed, rel=0.01)
    middle = stretched[4000:12000]
    peak_hz = np.argmax(np.abs(np.fft.rfft(middle))) * 16000 / len(middle)
    assert peak_hz == pytest.approx(200, abs=4)
