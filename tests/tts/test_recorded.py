from pathlib import Path

import numpy as np
import pytest
import soundfile

from tts.errors import TtsError
from tts.loudness import TARGET_DBFS, active_level_dbfs
from tts.recorded import read_recording


@pytest.mark.parametrize("ending", ["wav", "flac", "ogg", "mp3"])
def test_any_format_rate_and_channels_become_a_prompt(
    tmp_path: Path, ending: str
) -> None:
    time = np.arange(44100) / 44100
    stereo = np.stack([0.05 * np.sin(2 * np.pi * 440 * time)] * 2, axis=1)
    path = tmp_path / f"prompt.{ending}"
    soundfile.write(path, stereo, 44100)
    speech = read_recording(path)
    assert speech.rate_hz == 8000
    assert speech.duration_s == pytest.approx(1, abs=0.1)
    level = active_level_dbfs((speech.samples / 32767).astype(np.float32), 8000)
    assert level == pytest.approx(TARGET_DBFS, abs=0.5)


def test_missing_unreadable_and_silent_files_are_one_sentence_each(
    tmp_path: Path,
) -> None:
    with pytest.raises(TtsError, match="no such audio file"):
        read_recording(tmp_path / "nowhere.wav")
    (tmp_path / "text.wav").write_text("not audio")
    with pytest.raises(TtsError, match="not readable as audio"):
        read_recording(tmp_path / "text.wav")
    soundfile.write(tmp_path / "silent.wav", np.zeros(8000), 8000)
    with pytest.raises(TtsError, match="holds no sound"):
        read_recording(tmp_path / "silent.wav")
