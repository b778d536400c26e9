import numpy as np
import pytest

from asr.log_mel import BANDS, FRAMES_PER_S, WHISPER_RATE_HZ, log_mel


def tone(
    hz: float, seconds: float = 1.0
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    times_s = np.arange(round(seconds * WHISPER_RATE_HZ)) / WHISPER_RATE_HZ
    return (0.5 * np.sin(2 * np.pi * hz * times_s)).astype(np.float32)


@pytest.mark.parametrize("seconds", [0.0, 0.3, 2.0, 5.0])
def test_any_length_gives_the_frames_asked_for(seconds: float) -> None:
    features = log_mel(tone(440, seconds), 2 * FRAMES_PER_S)
    assert features.shape == (BANDS, 2 * FRAMES_PER_S)
    assert features.dtype == np.float32
    assert np.isfinite(features).all()


def test_a_higher_tone_peaks_in_a_higher_band() -> None:
    peaks = [
        int(log_mel(tone(hz), FRAMES_PER_S)[:, 50].argmax())
        for hz in (200, 500, 1000, 2000, 3400)
    ]
    assert peaks == sorted(set(peaks))


def test_a_tone_of_1_khz_peaks_where_slaneys_scale_has_15_mel() -> None:
    bands_per_mel = (BANDS + 1) / 45.245640471924965
    peak = int(log_mel(tone(1000), FRAMES_PER_S)[:, 50].argmax())
    assert peak + 1 == pytest.approx(15 * bands_per_mel, abs=1)


def test_ten_times_louder_is_half_a_unit_more() -> None:
    quiet = log_mel(tone(440) / np.float32(10), FRAMES_PER_S).max()
    loud = log_mel(tone(440), FRAMES_PER_S).max()
    assert loud - quiet == pytest.approx(0.5, abs=1e-3)


def test_the_range_below_the_loudest_point_is_bounded() -> None:
    features = log_mel(tone(440), 2 * FRAMES_PER_S)
    assert features.max() - features.min() == pytest.approx(2.0)
