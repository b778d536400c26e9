import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.cache import cut_normalized
from tts.sentences import SENTENCE_PAUSE, clauses, cut, is_pause

PAUSE = SENTENCE_PAUSE


def spoken(text: str) -> list[str]:
    return [piece for piece in cut(text) if not is_pause(piece)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Да.", ["Да."]),
        ("Да. Нет! Что? Ладно.", ["Да.", "Нет!", "Что?", "Ладно."]),
        ("Платёж сто рублей. в месяц", ["Платёж сто рублей. в месяц"]),
        ("Что? да", ["Что?", "да"]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_sentence_ends_where_the_next_one_starts(
    text: str, sentences: list[str]
) -> None:
    assert spoken(text) == sentences


def test_sentences_are_parted_by_a_pause_and_nothing_follows_the_last() -> None:
    assert cut("Раз. Два.") == ("Раз.", PAUSE, "Два.")


def test_a_break_between_sentences_replaces_their_pause() -> None:
    pieces = cut('<speak>Раз. <break time="900ms"/> Два.</speak>')
    assert pieces == ("Раз.", '<speak><break time="900ms"/></speak>', "Два.")


def test_a_break_within_a_sentence_stays_in_it() -> None:
    sentence = '<speak>Нажмите<break time="200ms"/>один.</speak>'
    assert cut(sentence) == (sentence,)


def test_a_changed_speed_does_not_end_a_sentence() -> None:
    text = '<speak>Это <prosody rate="80%">важно</prosody>. Да.</speak>'
    assert cut(text) == (
        '<speak>Это <prosody rate="80%">важно</prosody>.</speak>',
        PAUSE,
        "Да.",
    )


@given(st.text("аб .!?,А+-", max_size=40))
def test_no_letter_is_lost_or_moved(text: str) -> None:
    joined = "".join(spoken(text))
    assert [c for c in joined if not c.isspace()] == [
        c for c in text if not c.isspace()
    ]


@given(st.text("аб .!?,АБ 12руб«»", max_size=40))
@settings(deadline=None)  # the first text loads the dictionary
def test_a_piece_is_its_own_only_piece(text: str) -> None:
    for piece in cut_normalized(text):
        assert cut_normalized(piece) == (piece,)


@pytest.mark.parametrize("name", ["Анна", "Пётр Ильич", "Смирнова А. С.", "Kate"])
def test_the_fixed_sentences_are_the_same_whatever_fills_the_slot(name: str) -> None:
    text = "Добрый день, {}! Это робот. Кредит до 50 000 руб. Вам удобно?"
    fixed = cut_normalized(text.format("Ъъъ"))[1:]
    assert cut_normalized(text.format(name))[1:] == fixed


@given(st.text("аб ,.", max_size=80), st.integers(5, 20))
def test_clauses_fit_and_keep_every_letter(text: str, longest: int) -> None:
    parts = clauses(text, longest)
    assert all(len(part) <= longest for part in parts)
    letters = [c for c in "".join(parts) if c in "аб"]
    assert letters == [c for c in text if c in "аб"]
