import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answering.tones import noisy, silence, tone
from voicebot.answering.tone import STEP_SAMPLES, Samples, Tone, ToneDetector


def heard(samples: Samples, *, step: int = STEP_SAMPLES) -> list[Tone]:
    """All tones; half a second of silence follows, so that the last one ends."""
    detector = ToneDetector()
    padded = np.concatenate([samples, silence(0.5)])
    return [
        found
        for began in range(0, len(padded), step)
        for found in detector.hear(padded[began : began + step])
    ]


@pytest.mark.parametrize("frequency_hz", [425, 950, 1000, 1100, 1400, 1800, 2100])
def test_a_tone_is_told_with_its_frequency_and_its_times(frequency_hz: int) -> None:
    found = heard(np.concatenate([silence(0.5), tone(frequency_hz, 0.4)]))
    assert [(one.frequency_hz, one.is_over) for one in found] == [(frequency_hz, True)]
    assert found[0].start_s == pytest.approx(0.5, abs=0.03)
    assert found[0].end_s == pytest.approx(0.9, abs=0.03)


def test_a_tone_is_heard_through_noise_at_ten_decibels() -> None:
    loud = tone(1000, 0.5)
    rms = float(np.sqrt(np.square(loud.astype(np.float64)).mean()))
    found = heard(noisy(loud, rms=rms / 10**0.5))
    assert [one.frequency_hz for one in found] == [1000]
    assert found[0].length_s == pytest.approx(0.5, abs=0.05)


def test_a_tone_that_goes_on_is_told_before_its_end() -> None:
    found = heard(tone(425, 3.0))
    assert [one.is_over for one in found] == [False, True]
    assert found[0].end_s == pytest.approx(1.3, abs=0.05)


def test_noise_hum_and_chords_are_no_tone() -> None:
    hum = sum(tone(50.0 * n, 2.0, level=0.05).astype(np.int32) for n in range(6, 14))
    chord = sum(tone(hz, 2.0, level=0.1).astype(np.int32) for hz in (523, 659, 784))
    assert not heard(noisy(silence(3.0), rms=2000))
    assert not heard(np.asarray(hum).astype(np.int16))
    assert not heard(np.asarray(chord).astype(np.int16))


def test_a_gap_of_one_step_does_not_cut_a_tone() -> None:
    broken = tone(2100, 1.0)
    broken[4000:4120] = 0
    assert len(heard(broken)) == 1


def test_crosstalk_is_too_quiet_to_count() -> None:
    assert not heard(tone(425, 1.0, level=0.002))


# No deadline: one sample a step is a hundred times the work of 160.
@settings(deadline=None)
@given(st.integers(min_value=1, max_value=1000))
def test_how_the_audio_is_cut_changes_nothing(step: int) -> None:
    samples = np.concatenate([silence(0.2), tone(1400, 0.3), silence(0.1)])
    assert heard(samples, step=step) == heard(samples)
