from asr.resemblance import resemblance
from asr.vosk_grammar import UNKNOWN, grammar_of, words_of

DICTIONARY = {"да", "нет", "перезвоните", "не"}


def test_words_are_lower_case_without_punctuation() -> None:
    assert words_of("Да, перезвоните!") == ("да", "перезвоните")
    assert words_of("не-а") == ("не-а",)


def test_a_phrase_with_an_unknown_word_is_left_out_whole() -> None:
    grammar = grammar_of(
        ["да", "не-а", "не знаю", "Нет!", "нет"], DICTIONARY.__contains__
    )
    assert grammar == ("да", "нет")


def test_the_unknown_word_is_listened_for_where_the_model_has_it() -> None:
    assert grammar_of(["да"], {"да", UNKNOWN}.__contains__) == ("да", UNKNOWN)


def test_nothing_known_gives_no_grammar() -> None:
    assert grammar_of(["угу", ""], {UNKNOWN}.__contains__) == ()


def test_resemblance_compares_letters_of_korean_syllables() -> None:
    assert resemblance("아니요", "앞 이 요") > 0.5
    assert resemblance("", "") == 1
    assert resemblance("да", "") == 0
