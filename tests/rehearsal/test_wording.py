import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicebot.rehearsal.wording import is_path, says

SAID = "Добрый день, Анна! Это робот «Кредитной компании». Ещё раз: перезвоню в 14:40."

WORDS = st.lists(st.sampled_from(["раз", "два", "три", "ещё", "день"]), max_size=6)


@pytest.mark.parametrize(
    "expected",
    [
        "добрый день анна",
        "Это робот Кредитной компании",
        "еще раз",
        "Добрый день … кредитной … перезвоню",
        "… робот …",
        "  ДОБРЫЙ   день  ",
    ],
)
def test_words_are_compared_without_case_marks_and_spaces(expected: str) -> None:
    assert says(SAID, expected)


@pytest.mark.parametrize(
    "expected",
    ["обрый день", "день добрый", "робот … Анна", "Анна робот", "Анна Анна", "робота"],
)
def test_parts_of_words_and_another_order_are_something_else(expected: str) -> None:
    assert not says(SAID, expected)


def test_markup_is_not_said() -> None:
    said = "<speak>Добрый <break time='1s'/>день</speak>"
    assert says(said, "добрый день")
    assert not says(said, "break")


@settings(deadline=None)
@given(before=WORDS, said=WORDS, after=WORDS)
def test_whatever_was_said_was_said(
    before: list[str], said: list[str], after: list[str]
) -> None:
    whole = " ".join([*before, *said, *after])
    assert says(whole, " ".join(said))
    assert says(whole, f"{' '.join(before)} … {' '.join(after)}")


@settings(deadline=None)
@given(path=WORDS, start=st.integers(0, 6), end=st.integers(0, 6))
def test_a_gap_in_a_path_stands_for_any_nodes(
    path: list[str], start: int, end: int
) -> None:
    first, last = path[:start], path[max(start, end) :]
    assert is_path(path, path)
    assert is_path(path, ["…"])
    assert is_path(path, [*first, "…", *last])
    assert not is_path([*path, "другой"], path)


def test_a_path_is_the_whole_path() -> None:
    assert not is_path(["a", "b", "c"], ["a", "b"])
    assert not is_path(["a", "b"], ["a", "…", "b", "…", "b"])
    assert is_path(["a", "b", "b"], ["a", "…", "b"])
    assert not is_path(["a"], [])
