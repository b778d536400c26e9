import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.guards import collapse_repeats, is_made_up


def made_up(text: str, no_speech: float = 0.1, log: float = -0.3) -> bool:
    return is_made_up(text, no_speech_probability=no_speech, mean_log_probability=log)


@pytest.mark.parametrize(
    "text",
    [
        "Продолжение следует...",
        "Субтитры сделал DimaTorzok",
        "Редактор субтитров А.Семкин Корректор А.Егорова",
        "Спасибо за просмотр!",
        "СПОКОЙНАЯ МУЗЫКА",
        "ТЕЛЕФОННЫЙ ЗВОНОК",
        "ШУМ ДОЖДЯ И ВЕТРА",
        "ТЕЛЕФОННОЕ",
        "Редактор субтитров А.Синецкая Кор",
    ],
)
def test_subtitles_are_no_speech_however_sure_the_model_is(text: str) -> None:
    assert made_up(text)


@pytest.mark.parametrize(
    "text",
    ["Да.", "Нет, спасибо.", "Музыка играет, не слышу", "ДА", "Спасибо, перезвоните."],
)
def test_what_people_say_is_kept(text: str) -> None:
    assert not made_up(text)


def test_an_unsure_reading_of_what_hardly_is_speech_is_dropped() -> None:
    assert made_up("Слышь, что это?", no_speech=0.7, log=-2.0)
    assert not made_up("Да.", no_speech=0.7, log=-0.5)
    assert not made_up("Терешков", no_speech=0.3, log=-2.0)


def test_hardly_any_speech_needs_a_very_sure_reading() -> None:
    assert made_up("Слышь.", no_speech=0.9, log=-0.5)
    assert not made_up("Да.", no_speech=0.9, log=-0.1)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("кто это кто это кто это", "кто это"),
        ("нет нет нет нет", "нет"),
        ("да да слушаю", "да да слушаю"),
        ("не надо мне не надо мне", "не надо мне"),
        ("алло алло кто это кто это кто это", "алло алло кто это"),
        ("нет нет", "нет"),
        ("нет неудобно нет неудобно", "нет неудобно"),
        ("", ""),
    ],
)
def test_a_repeated_phrase_is_said_once(said: str, kept: str) -> None:
    assert " ".join(collapse_repeats(said.split())) == kept


@given(st.lists(st.sampled_from("абв"), max_size=30))
def test_collapsing_adds_no_word_and_loses_none_altogether(words: list[str]) -> None:
    kept = collapse_repeats(words)
    assert len(kept) <= len(words)
    assert set(kept) == set(words)
