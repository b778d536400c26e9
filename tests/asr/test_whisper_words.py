import pytest
import tokenizers

from asr.whisper_words import Token, bare, bare_text, words_of
from tests.asr.conftest import MODELS_DIR

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def tokenizer() -> tokenizers.Tokenizer:
    path = MODELS_DIR / "whisper-base" / "tokenizer.json"
    return tokenizers.Tokenizer.from_file(str(path))


def tokens(
    tokenizer: tokenizers.Tokenizer, text: str, probability: float
) -> list[Token]:
    numbers = tokenizer.encode(text, add_special_tokens=False).ids
    return [
        Token(number=number, start_s=0.1 * place, probability=probability)
        for place, number in enumerate(numbers)
    ]


@pytest.mark.parametrize("text", [" Перезвоните, пожалуйста, в 14:40.", "Не-а! Ёлки…"])
def test_words_are_those_of_the_text(
    tokenizer: tokenizers.Tokenizer, text: str
) -> None:
    words = words_of(tokens(tokenizer, text, 0.5), 9.0, tokenizer)
    assert " ".join(word.text for word in words) == bare_text(text)
    assert words[-1].end_s == 9.0
    assert all(word.confidence == pytest.approx(0.5) for word in words)


def test_punctuation_alone_is_no_word(tokenizer: tokenizers.Tokenizer) -> None:
    assert words_of(tokens(tokenizer, " - ...", 0.9), 1.0, tokenizer) == ()
    assert words_of([], 1.0, tokenizer) == ()


def test_a_bare_word_keeps_what_is_inside_it() -> None:
    assert bare("«Не-а!»") == "не-а"
    assert bare_text("Да, — в 14:40?") == "да в 14:40"
