import json

import pytest
import tokenizers

from asr.russian_vocabulary import russian_files, russian_tokens
from tests.asr.conftest import MODELS_DIR

WHISPER_DIR = MODELS_DIR / "whisper-base"
FIRST_SPECIAL = 50257

SAID = (
    " Перезвоните, пожалуйста, в 14:40.",
    " Ёлки! Объём, цех, щука, эхо, юла, съезд?",
    " Не-а, по-моему, 50 000 рублей.",
)


def test_a_token_of_another_script_is_left_out() -> None:
    assert russian_tokens(["Ð´Ð°", "Ġyes", "ä½ł", "!", "<|end|>"], 4) == [0, 3, 4]


@pytest.mark.model
@pytest.mark.parametrize("said", SAID)
def test_russian_is_written_with_the_tokens_that_stay(said: str) -> None:
    tokenizer = tokenizers.Tokenizer.from_file(str(WHISPER_DIR / "tokenizer.json"))
    _, kept = russian_files(WHISPER_DIR, FIRST_SPECIAL)
    assert set(tokenizer.encode(said, add_special_tokens=False).ids) <= set(kept)


@pytest.mark.model
def test_the_files_agree_on_the_new_numbers() -> None:
    files, kept = russian_files(WHISPER_DIR, FIRST_SPECIAL)
    vocabulary = files["vocabulary.txt"].decode().removesuffix("\n").split("\n")
    config = json.loads(files["config.json"])
    assert len(vocabulary) == len(kept) < 10_000
    assert vocabulary[config["lang_ids"][0]] == "<|en|>"
    assert len(files["model.bin"]) < (WHISPER_DIR / "model.bin").stat().st_size
