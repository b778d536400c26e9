import doctest
import importlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenario.talking import NOW
from voicebot.scenario.filter import Surroundings
from voicebot.scenario.russian.grammar import CASES, Noun
from voicebot.scenario.russian.spoken_number import cardinal
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.template import Template
from voicebot.understanding.spoken_number.digits import find_digits
from voicebot.understanding.spoken_number.number import find_number
from voicebot.understanding.spoken_number.phone import find_phone, whole_phone


def render(expression: str, value: object, kind: SlotType | None = None) -> str:
    kinds = {"value": kind} if kind else {}
    around = Surroundings(
        values={"value": str(value)}, now=NOW, language="ru", kinds=kinds
    )
    return Template(f"{{value | {expression}}}").render(around)


@pytest.mark.parametrize(
    "module", ["grammar", "person_name", "spoken_number", "spoken_phone", "surname"]
)
def test_the_examples_in_the_code_hold(module: str) -> None:
    tested = doctest.testmod(
        importlib.import_module(f"voicebot.scenario.russian.{module}")
    )
    assert tested.attempted
    assert not tested.failed


@pytest.mark.parametrize(
    ("expression", "value", "said"),
    [
        ("number", 25, "двадцать пять"),
        ("number", "50 000", "пятьдесят тысяч"),
        ("number", -3, "минус три"),
        ("number feminine", 2, "две"),
        ("number женский", 21, "двадцать одна"),
        ("number genitive", 25, "двадцати пяти"),
        ("number день дня дней", 1, "один день"),
        ("number день дня дней", 3, "три дня"),
        ("number день дня дней", 5, "пять дней"),
        ("number день дня дней", 12, "двенадцать дней"),
        ("number день", 21, "двадцать один день"),
        ("number минута", 2, "две минуты"),
        ("number минута", 1_000_001, "один миллион одна минута"),
        ("number заявка", 0, "ноль заявок"),
        ("number письмо", 21, "двадцать одно письмо"),
        ("number год", 1, "один год"),
        ("number год", 25, "двадцать пять лет"),
        ("number человек", 5, "пять человек"),
        ("number genitive год", 5, "пяти лет"),
        ("number genitive минута", 1, "одной минуты"),
        ("number родительный минута", 22, "двадцати двух минут"),
        ("number dative день", 3, "трём дням"),
        ("number dative рубль", 5000, "пяти тысячам рублей"),
        ("number accusative минута", 1, "одну минуту"),
        ("number accusative минута", 5, "пять минут"),
        ("number instrumental день", 1000, "одной тысячей дней"),
        ("number рабочий день, рабочих дня, рабочих дней", 2, "два рабочих дня"),
        ("number день", "1,5", "полтора дня"),
        ("number минута", "1.5", "полторы минуты"),
        ("number день", "5.5", "пять с половиной дней"),
        ("number день", "0.2", "ноль целых две десятых дня"),
        ("number", "много", "много"),
        ("ordinal", 5, "пятый"),
        ("ordinal feminine", 21, "двадцать первая"),
        ("ordinal accusative feminine", 3, "третью"),
        ("ordinal genitive", 40, "сорокового"),
        ("ordinal этаж", 5, "пятый этаж"),
        ("ordinal prepositional этаж", 5, "пятом этаже"),
        ("ordinal винительный очередь", 2, "вторую очередь"),
        ("ordinal", "2.5", "2.5"),
        ("percent", 1, "один процент"),
        ("percent", "12", "двенадцать процентов"),
        ("percent", "1.5", "полтора процента"),
        ("percent", "12,5", "двенадцать с половиной процентов"),
        ("percent", "0,3", "ноль целых три десятых процента"),
        ("percent genitive", "12", "двенадцати процентов"),
        ("money", "50000", "пятьдесят тысяч рублей"),
        ("money", "1", "один рубль"),
        ("money", "2.01", "два рубля одна копейка"),
        ("money", "1000.02", "одна тысяча рублей две копейки"),
        ("money", "0.05", "пять копеек"),
        ("money", "0", "ноль рублей"),
        ("money", "99.999", "сто рублей"),
        ("money genitive", "50000", "пятидесяти тысяч рублей"),
        ("money genitive", "21", "двадцати одного рубля"),
        ("money dative", "1501", "одной тысяче пятистам одному рублю"),
        ("money instrumental", "52.02", "пятьюдесятью двумя рублями двумя копейками"),
        ("money accusative", "1", "один рубль"),
        ("money", "-5", "-5"),
        ("digits", "0042", "ноль, ноль, четыре, два"),
        ("digits", "А-17", "один, семь"),
        (
            "phone",
            "+7 495 123-45-67",
            PHONE := "восемь, четыреста девяносто пять, "
            "сто двадцать три, сорок пять, шестьдесят семь",
        ),
        ("phone", "8(495)1234567", PHONE),
        ("phone", "88007000006", "восемь, восемьсот, семьсот, ноль ноль, ноль шесть"),
        ("phone", "112", "сто двенадцать"),
        ("phone", "нет", "нет"),
        ("first_name", "Иванова Анна Сергеевна", "Анна"),
        ("first_name", "ИВАНОВА АННА", "Анна"),
        ("first_name", "Анна Иванова", "Анна"),
        ("first_name", "Ким Анна", "Анна"),
        ("first_name", "Лев Толстой", "Лев"),
        ("first_name", "Ахмедов Ильхам Гейдар оглы", "Ильхам"),
        ("first_name", "Анна-Мария Ремарк", "Анна-Мария"),
        ("first_name", "Саша", "Саша"),
        ("first_name", "ООО Ромашка", ""),
        ("first_name", "Иванов А. С.", ""),
        ("first_name | else клиент", "Smith", "клиент"),
        ("polite_name", "Иванова Анна Сергеевна", "Анна Сергеевна"),
        ("polite_name", "Пётр Ильич Чайковский", "Пётр Ильич"),
        ("polite_name", "Анна Иванова", "Анна"),
        ("polite_name | case dative", "Иванова Анна Сергеевна", "Анне Сергеевне"),
        ("case дательный", "Анна", "Анне"),
        ("spoken", "2026-11-20T14:40+03:00", "сегодня в четырнадцать сорок"),
        ("spoken", "2026-12-01", "первого декабря"),
        ("spoken", "+74951234567", PHONE),
        ("spoken", "42", "42"),
    ],
)
def test_values_come_out_as_people_say_them(
    expression: str, value: object, said: str
) -> None:
    assert render(expression, value) == said


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (SlotType.DIGITS, "42", "четыре, два"),
        (SlotType.NUMBER, "42", "сорок два"),
        (SlotType.YES_NO, "yes", "да"),
        (SlotType.PHONE, "84951234567", PHONE),
        (SlotType.TEXT, "2026-12-01", "2026-12-01"),
    ],
)
def test_spoken_words_a_value_by_its_slots_type(
    kind: SlotType, value: str, said: str
) -> None:
    assert render("spoken", value, kind) == said


@pytest.mark.parametrize(
    ("expression", "complaint"),
    [
        ("number днейй", "neither"),
        ("number день дня", "neither"),
        ("ordinal бегать", "neither"),
        ("money рублей", "is no case"),
        ("percent vocative", "is no case"),
        ("case dativ", "is no case"),
        ("digits one", "takes nothing after it"),
        ("first_name please", "takes nothing after it"),
    ],
)
def test_a_slip_in_an_argument_is_told(expression: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Template(f"{{value | {expression}}}")


@given(st.integers(-(10**9), 10**12), st.sampled_from(sorted(CASES)))
def test_a_number_with_its_noun_is_words_only(value: int, case: str) -> None:
    for noun in ("рубль", "минута", "письмо", "год"):
        assert re.fullmatch(r"[а-яё ]+", render(f"number {case} {noun}", value))


@given(st.integers(0, 10**9), st.sampled_from(sorted(CASES)))
def test_a_worded_number_reads_back(value: int, case: str) -> None:
    found = find_number(cardinal(value, case, "feminine"))
    assert found is not None
    assert found.value == value


@given(st.integers(0, 10**7).map(lambda cents: cents / 100))
def test_a_sum_reads_back(amount: float) -> None:
    found = find_number(render("money", f"{amount:.2f}"))
    assert found is not None
    kopecks_only = amount < 1 and amount > 0
    expected = round(amount * 100) if kopecks_only else round(amount, 2)
    assert float(found.value) == expected


@given(st.text(alphabet="0123456789", min_size=1, max_size=12))
def test_spoken_digits_read_back(digits: str) -> None:
    assert find_digits(render("digits", digits)) == digits


@given(st.integers(900_000_0000, 999_999_9999).map(str).filter(whole_phone))
def test_a_spoken_telephone_number_reads_back(digits: str) -> None:
    assert find_phone(render("phone", f"+7{digits}")) == f"+7{digits}"


def test_an_unknown_noun_is_none_and_a_noun_without_a_plural_stays() -> None:
    assert Noun.read("бегать") is None
    coffee = Noun.read("кофе")
    assert coffee is not None
    assert coffee.counted(5) == "кофе"
