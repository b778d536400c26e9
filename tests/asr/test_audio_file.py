from pathlib import Path

import numpy as np
import pytest
import soundfile

from asr.audio_file import read_audio
from asr.errors import AsrError


@pytest.mark.parametrize("rate_hz", [8000, 11025, 16000, 44100, 48000])
@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg"])
def test_any_format_and_rate_becomes_8_khz(
    tmp_path: Path, suffix: str, rate_hz: int
) -> None:
    if suffix == "ogg" and rate_hz == 11025:
        rate_hz = 24000
    times_s = np.arange(rate_hz) / rate_hz
    path = tmp_path / f"tone.{suffix}"
    soundfile.write(path, 0.5 * np.sin(2 * np.pi * 440 * times_s), rate_hz)
    samples = read_audio(path)
    assert samples.dtype == np.int16
    assert abs(len(samples) - 8000) <= 1
    spectrum = np.abs(np.fft.rfft(samples[:8000], 8000))
    assert spectrum.argmax() == 440
    assert np.abs(samples).max() == pytest.approx(16384, rel=0.05)


def test_channels_are_averaged(tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    soundfile.write(path, np.tile(np.array([1000, 3000], np.int16), (800, 1)), 8000)
    assert set(read_audio(path).tolist()) == {2000}


def test_16_bit_samples_at_8_khz_stay_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "exact.wav"
    samples = np.arange(-32768, 32767, 7, dtype=np.int16)
    soundfile.write(path, samples, 8000)
    assert read_audio(path).tolist() == samples.tolist()


@pytest.mark.parametrize("content", [b"", b"just words", b"RIFF\x00\x00\x00\x00WAVE"])
def test_what_is_no_audio_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.wav"
    path.write_bytes(content)
    with pytest.raises(AsrError, match=r"broken\.wav: not readable as audio"):
        read_audio(path)


def test_a_file_without_samples_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    soundfile.write(path, np.empty(0, np.int16), 8000)
    with pytest.raises(AsrError, match="holds no audio"):
        read_audio(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AsrError, match="no such audio file"):
        read_audio(tmp_path / "none.wav")
