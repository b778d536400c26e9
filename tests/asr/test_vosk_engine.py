from pathlib import Path

import numpy as np
import pytest

from asr.engines import load_engine
from asr.errors import AsrError
from asr.vosk_engine import VoskEngine
from tests.asr.conftest import recording


@pytest.mark.model
def test_words_that_the_model_can_never_output_are_reported_once_and_in_order(
    korean_vosk: VoskEngine,
) -> None:
    phrases = ["да нет", "네", "нет 아니요"]
    assert korean_vosk.unknown_words(phrases) == ("да", "нет")


def heard_as_no(engine: VoskEngine, *expected: str) -> str:
    """What a spoken «아니요» is read as where these phrases are expected."""
    silence = np.zeros(2400, np.int16)
    recognizer = engine.recognizer()
    recognizer.begin(expected)
    recognizer.hear(np.concatenate([silence, recording("ko_aniyo"), silence]))
    return recognizer.transcribe().text


@pytest.mark.model
def test_an_expected_phrase_is_heard_where_free_decoding_mishears_it(
    korean_vosk: VoskEngine,
) -> None:
    assert heard_as_no(korean_vosk) != "아니요"
    assert heard_as_no(korean_vosk, "네", "아니요") == "아니요"


@pytest.mark.model
def test_what_lies_outside_the_grammar_is_what_free_decoding_hears(
    korean_vosk: VoskEngine,
) -> None:
    free = heard_as_no(korean_vosk)
    assert free
    assert heard_as_no(korean_vosk, "네", "감사합니다") == free


@pytest.mark.model
def test_partials_come_while_the_caller_speaks(korean_vosk: VoskEngine) -> None:
    recognizer = korean_vosk.recognizer()
    recognizer.begin(["네", "아니요"])
    recognizer.hear(np.concatenate([np.zeros(2400, np.int16), recording("ko_aniyo")]))
    recognizer.hear(np.zeros(1600, np.int16))
    assert recognizer.partial().text == "아니요"


@pytest.mark.parametrize("file_name", [None, "am/final.mdl"])
def test_a_missing_or_damaged_model_is_one_sentence(
    tmp_path: Path, file_name: str | None
) -> None:
    if file_name:
        (tmp_path / file_name).parent.mkdir(parents=True)
        (tmp_path / file_name).write_bytes(b"no model")
    with pytest.raises(AsrError, match="pull"):
        load_engine("vosk", tmp_path, threads=1)
