import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from voicebot.understanding.spoken_number.digits import find_digits


def in_words(group: str) -> str:
    """«ноль ноль семь», «сорок два»."""
    zeros = len(group) - len(group.lstrip("0"))
    rest = group[zeros:]
    words = ["ноль"] * zeros + ([num2words(int(rest), lang="ru")] if rest else [])
    return " ".join(words)


GROUPS = st.lists(
    st.text(alphabet="0123456789", min_size=1, max_size=3), min_size=1, max_size=8
)


@given(GROUPS)
def test_groups_with_a_breath_between_them_read_back(groups: list[str]) -> None:
    assert find_digits(", ".join(map(in_words, groups))) == "".join(groups)


@given(GROUPS)
def test_groups_without_a_breath_read_back_where_they_cannot_merge(
    groups: list[str],
) -> None:
    kept = [group for group in groups if not group.endswith("0") or not int(group)]
    assert find_digits(" ".join(map(in_words, kept))) == "".join(kept)


@given(st.text(alphabet="0123456789", min_size=1, max_size=20))
def test_figures_read_back(digits: str) -> None:
    assert find_digits(digits) == digits
    assert find_digits(" ".join(digits)) == digits
    assert find_digits(f"номер {digits}.") == digits


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("ноль сорок два", "042"),
        ("семь семь семь", "777"),
        ("два нуля пять", "005"),
        ("три ноля", "000"),
        ("дважды пять", "55"),
        ("две пятёрки", "55"),
        ("три семёрки, ноль один", "77701"),
        ("два раза семь, один", "771"),
        ("пятёрка, двойка, нолик", "520"),
        ("тысяча двести", "1200"),
        ("двадцать шесть ноль пять", "2605"),
        ("код — сорок два, дальше семнадцать", "4217"),
        ("записывайте: один два три", "123"),
        ("№ 0042", "0042"),
        ("12-34", "1234"),
        ("12 345", "12345"),
        ("ноль сорок два, ой нет, сорок три", "043"),
        ("ноль сорок два, нет, не сорок два, а сорок три", "043"),
        ("сорок четыре, точнее пятьдесят пять шестьдесят шесть", "5566"),
        ("сто двадцать три, нет, заново, двести тридцать четыре", "234"),
        ("не сорок два, а сорок три", "43"),
    ],
)
def test_digits_are_read_as_people_dictate_them(said: str, digits: str) -> None:
    assert find_digits(said) == digits


@pytest.mark.parametrize(
    "said",
    ["", "да", "один момент", "одну минуту", "у меня два вопроса", "в первый раз"],
)
def test_what_dictates_nothing_is_empty(said: str) -> None:
    assert find_digits(said) == ""
