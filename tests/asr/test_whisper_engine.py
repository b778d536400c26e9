import shutil
from pathlib import Path

import numpy as np
import pytest

from asr.engines import load_engine
from asr.errors import AsrError
from asr.recognizer import RATE_HZ
from asr.whisper_engine import WhisperEngine
from tests.asr.conftest import MODELS_DIR, recording

WHISPER_DIR = MODELS_DIR / "whisper-base"
SMALL_FILES = ("config.json", "tokenizer.json", "vocabulary.txt")


@pytest.mark.model
def test_speech_longer_than_one_piece_is_read_to_its_end(
    whisper: WhisperEngine,
) -> None:
    recognizer = whisper.recognizer()
    pause = np.zeros(RATE_HZ // 2, np.int16)
    names = ("ru_perezvonite", "ru_neinteresno", "ru_da")
    order = (0, 1, 2, 0, 2, 1, 0, 1, 2, 1, 0, 2)  # nothing in it repeats itself at once
    spoken = [part for index in order for part in (recording(names[index]), pause)]
    audio = np.concatenate(spoken)
    recognizer.hear(audio)
    words = recognizer.transcribe().words
    assert len(audio) > 20 * RATE_HZ
    assert sum(word.text.startswith("перезвон") for word in words) == order.count(0)
    assert words[-1].end_s > len(audio) / RATE_HZ - 1.5


@pytest.mark.model
def test_any_word_can_be_written(whisper: WhisperEngine) -> None:
    assert whisper.unknown_words(["абракадабра"]) == ()


@pytest.mark.parametrize("model_bytes", [None, b"", b"no model"])
def test_a_missing_or_damaged_model_is_one_sentence(
    tmp_path: Path, model_bytes: bytes | None
) -> None:
    for name in SMALL_FILES:
        (tmp_path / name).write_text("{}")
    if model_bytes is not None:
        (tmp_path / "model.bin").write_bytes(model_bytes)
    with pytest.raises(AsrError, match="pull"):
        load_engine("whisper", tmp_path, threads=1)


@pytest.mark.model
def test_a_damaged_tokenizer_is_one_sentence(tmp_path: Path) -> None:
    for name in ("config.json", "vocabulary.txt", "model.bin"):
        shutil.copy(WHISPER_DIR / name, tmp_path / name)
    (tmp_path / "tokenizer.json").write_text("{")
    with pytest.raises(AsrError, match="damaged"):
        load_engine("whisper", tmp_path, threads=1)


def test_an_engine_nobody_has_heard_of_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AsrError, match="vosk, whisper"):
        load_engine("oracle", tmp_path, threads=1)


def test_a_model_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AsrError, match="no such model"):
        load_engine("whisper", tmp_path / "none", threads=1)
