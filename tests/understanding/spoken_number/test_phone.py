import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.understanding.spoken_number.test_digits import in_words
from voicebot.understanding.spoken_number.phone import find_phone, whole_phone

MOBILES = st.integers(900_000_0000, 999_999_9999).map(str).filter(whole_phone)
HABITS = st.sampled_from(
    [(3, 3, 2, 2), (3, 2, 2, 3), (3, 3, 1, 1, 2), (3, 1, 2, 2, 2), (1,) * 10]
)


def grouped(digits: str, sizes: tuple[int, ...]) -> list[str]:
    groups, at = [], 0
    for size in sizes:
        groups.append(digits[at : at + size])
        at += size
    return groups


@given(MOBILES, HABITS, st.sampled_from(["восемь", "плюс семь", "семь", ""]))
def test_a_dictated_number_reads_back(
    digits: str, sizes: tuple[int, ...], code: str
) -> None:
    words = ", ".join([code, *map(in_words, grouped(digits, sizes))])
    assert find_phone(words) == f"+7{digits}"


@given(MOBILES)
def test_without_a_breath_it_reads_back_or_is_not_taken(digits: str) -> None:
    words = " ".join(["восемь", *map(in_words, grouped(digits, (3, 3, 2, 2)))])
    assert find_phone(words) in {f"+7{digits}", None}


@given(
    MOBILES,
    st.sampled_from(
        [
            "8{}{}{}{}",
            "+7 {} {}-{}-{}",
            "8 ({}) {}-{}-{}",
            "8 {} {} {} {}",
            "8-{}-{}-{}-{}",
            "{} {} {} {}",
            "Мой номер +7{}{}{}{}.",
        ]
    ),
)
def test_figures_read_back_however_they_are_written(digits: str, form: str) -> None:
    written = form.format(*grouped(digits, (3, 3, 2, 2)))
    assert find_phone(written) == f"+7{digits}"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (
            "восемь девятьсот двадцать шесть сто двадцать три сорок пять шестьдесят семь",
            "+79261234567",
        ),
        (
            "запишите, восемь, девятьсот двадцать шесть, пятьсот, сорок, шестьдесят семь",
            "+79265004067",
        ),
        (
            "восемь девятьсот двадцать шесть пятьсот сорок шестьдесят семь",
            "+79265004067",
        ),
        ("девять два шесть один два три четыре пять шесть семь", "+79261234567"),
        ("восемь восемьсот две семёрки, ноль, два нуля ноль шесть", "+78007700006"),
        ("плюс триста семьдесят пять двадцать девять 123 45 67", "+375291234567"),
        (
            "девятьсот двадцать шесть сто двадцать три сорок пять шестьдесят семь, "
            "ой, шестьдесят восемь",
            "+79261234568",
        ),
        (
            "плюс триста семьдесят пять двадцать девять пятьсот сорок шестьдесят семь",
            "+375295004067",
        ),
        ("мобильный 8 926 123 45 67, спасибо", "+79261234567"),
        ("8 495 123-45-67", "+74951234567"),
    ],
)
def test_numbers_are_read_as_people_dictate_them(said: str, number: str) -> None:
    assert find_phone(said) == number


@pytest.mark.parametrize(
    "said",
    [
        "",
        "да",
        "этот же номер",
        "сто двадцать три",
        "8 926 123",
        "1" * 11,
        "восемь девятьсот двенадцать триста сорок пять",
        "девятьсот двенадцать триста сорок пять",
        "девятьсот двенадцать, сто двадцать три",
    ],
)
def test_what_is_no_whole_number_is_none(said: str) -> None:
    assert find_phone(said) is None


@given(st.text(alphabet="0123456789+- восемьсотдва", max_size=40))
def test_what_is_found_is_always_valid(text: str) -> None:
    found = find_phone(text)
    assert found is None or phonenumbers.is_valid_number(phonenumbers.parse(found))
