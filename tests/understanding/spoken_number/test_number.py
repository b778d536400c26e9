import doctest
import importlib
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from voicebot.understanding.spoken_number.number import find_number

CASES = "ngdaip"
BILLION = 10**9


def number(text: str) -> Decimal | None:
    found = find_number(text)
    return found.value if found else None


@pytest.mark.parametrize("module", ["number", "tokens", "figures", "digits", "phone"])
def test_the_examples_in_the_code_hold(module: str) -> None:
    package = "voicebot.understanding.spoken_number"
    tested = doctest.testmod(importlib.import_module(f"{package}.{module}"))
    assert tested.attempted
    assert not tested.failed


@given(st.integers(0, BILLION), st.sampled_from(CASES))
@example(BILLION, "i")
@example(8_000_008, "i")
@example(40_040_440, "g")
def test_any_number_in_any_case_reads_back(value: int, case: str) -> None:
    assert number(num2words(value, lang="ru", case=case)) == value
    assert number(num2words(value, lang="ru", case=case, animate=False)) == value


@given(st.integers(1, 10), st.sampled_from(CASES), st.sampled_from("mfn"))
def test_units_read_back_in_any_gender(value: int, case: str, gender: str) -> None:
    assert number(num2words(value, lang="ru", case=case, gender=gender)) == value


@given(st.integers(0, 999), st.sampled_from(CASES), st.sampled_from("mfn"))
def test_any_ordinal_reads_back(value: int, case: str, gender: str) -> None:
    text = num2words(value, lang="ru", to="ordinal", case=case, gender=gender)
    assert number(text) == value


@given(st.decimals(0, 999, places=3))
def test_any_decimal_reads_back(value: Decimal) -> None:
    plain = Decimal(format(value.normalize(), "f"))
    assert number(num2words(plain, lang="ru")) == value


@given(st.integers(0, BILLION))
def test_figures_read_back_however_they_are_grouped(value: int) -> None:
    grouped = f"{value:,}"
    assert number(str(value)) == value
    assert number(f"{value} рублей") == value
    assert number(grouped.replace(",", " ")) == value
    assert number(grouped.replace(",", "\u00a0")) == value


@given(st.decimals(0, 10**6, places=2))
def test_figures_with_a_point_or_a_comma_read_back(value: Decimal) -> None:
    assert number(str(value)) == value
    assert number(str(value).replace(".", ",")) == value


@given(st.text(alphabet="пять сто двадцать тысяч ноль не, -и.5 0целых", max_size=60))
def test_any_words_are_read_or_not_but_never_break_it(text: str) -> None:
    value = number(text)
    assert value is None or value.is_finite()


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("пятьдесят тысяч", "50000"),
        ("ну, тысяч пятьдесят, наверное", "50000"),
        ("тыщи три", "3000"),
        ("тысяч на двадцать пять", "25000"),
        ("миллиона два", "2000000"),
        ("тысяча пятьсот", "1500"),
        ("тысяч пятьсот", "500000"),
        ("около тысячи пятисот", "1500"),
        ("полтора миллиона", "1500000"),
        ("полторы тысячи рублей", "1500"),
        ("до полутора миллионов", "1500000"),
        ("две с половиной тысячи", "2500"),
        ("два с половиной", "2.5"),
        ("полмиллиона", "500000"),
        ("пол миллиона", "500000"),
        ("пол", "0.5"),
        ("половину", "0.5"),
        ("пару тысяч", "2000"),
        ("полсотни", "50"),
        ("две сотни", "200"),
        ("три десятка", "30"),
        ("десяток", "10"),
        ("пятёрка", "5"),
        ("на троечку", "3"),
        ("твёрдая четвёрка", "4"),
        ("ставлю десяточку", "10"),
        ("единицу", "1"),
        ("пять с плюсом", "5"),
        ("пять баллов из пяти", "5"),
        ("восемь из десяти", "8"),
        ("штук десять", "10"),
        ("нас трое", "3"),
        ("вдвоём", "2"),
        ("мне двадцать пять лет", "25"),
        ("двадцать пятое", "25"),
        ("на сто двадцать пятом", "125"),
        ("тысяча девятьсот восемьдесят пятый", "1985"),
        ("две тысячи двадцать шестого года", "2026"),
        ("ноль", "0"),
        ("ни одного", "0"),
        ("ноль целых пять десятых", "0.5"),
        ("ноль целых и семь сотых", "0.07"),
        ("пять десятых", "0.5"),
        ("два и три десятых", "2.3"),
        ("два и пять миллиона", "2500000"),
        ("ноль пять", "0.5"),
        ("ноль ноль пять", "0.05"),
        ("три точка пять", "3.5"),
        ("минус пятнадцать", "-15"),
        ("-15", "-15"),
        ("50 000", "50000"),
        ("50.000 рублей", "50000"),
        ("50к", "50000"),
        ("1,5 млн", "1500000"),
        ("1 млн 200 тыс. рублей", "1200000"),
        ("5 тысяч", "5000"),
        ("2,5 тысячи", "2500"),
        ("5-й", "5"),
        ("10%", "10"),
        ("сто рублей сорок копеек", "100.40"),
        ("сто рублей и пять копеек", "100.05"),
        ("пять ноль ноль", "500"),
        ("один пять ноль ноль ноль", "15000"),
        ("пять, пять", "5"),
        ("нет, не пять, а шесть", "6"),
        ("пять... ой, нет, шесть", "6"),
        ("пятьдесят, точнее, шестьдесят тысяч", "60000"),
        ("двадцать, то есть двадцать один", "21"),
        ("не больше пяти", "5"),
        ("писят", "50"),
        ("двацать", "20"),
        ("тренадцать", "13"),
        ("четырста", "400"),
        ("две с половины тысячи", "2500"),
        ("17,574", "17574"),
        ("1,200,000", "1200000"),
    ],
)
def test_numbers_are_read_as_people_say_them(said: str, value: str) -> None:
    assert number(said) == Decimal(value)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "да",
        "не знаю",
        "одну минуту",
        "один момент",
        "секундочку",
        "первый раз слышу",
        "сто раз вам говорил",
        "между тремя и пятью",
        "пять или шесть",
        "четыре-пять",
        "не пять",
        "в 15:30",
        "к вам",
        "мне тридцать, а детей двое",
        "столько",
        "пошёл в сотый магазин, там пять касс",
    ],
)
def test_what_names_no_number_or_several_is_none(said: str) -> None:
    assert number(said) is None


@pytest.mark.parametrize(
    ("said", "is_open"),
    [
        ("двадцать", True),
        ("сто", True),
        ("пять", False),
        ("двадцать пять", False),
        ("двадцать рублей", False),
        ("пятьдесят тысяч", False),
    ],
)
def test_a_number_is_open_while_more_of_it_may_follow(
    said: str, *, is_open: bool
) -> None:
    found = find_number(said)
    assert found is not None
    assert found.is_open is is_open
