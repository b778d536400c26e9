import doctest
import importlib
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenario.talking import NOW
from voicebot.conversation.reading import completeness
from voicebot.conversation.turns import Completeness
from voicebot.scenario.actions import BargeIn, DigitInput, Listen
from voicebot.scenario.filter import Surroundings
from voicebot.scenario.slot import Slot
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.value import (
    most_keys,
    spoken_value,
    value_intents,
    value_pressed,
    value_said,
    value_types,
)
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.spoken_time.reader import find_time

AROUND = Surroundings(values={}, now=NOW, language="ru")
KINDS = list(SlotType)


def meaning(text: str, intent: str | None = "out_of_scope") -> Meaning:
    time = find_time(text, NOW)
    return Meaning(text=text, intent=intent, confidence=0.9, why="test", time=time)


@pytest.mark.parametrize("module", ["value", "values.number"])
def test_the_examples_in_the_code_hold(module: str) -> None:
    tested = doctest.testmod(importlib.import_module(f"voicebot.scenario.{module}"))
    assert tested.attempted
    assert not tested.failed


@pytest.mark.parametrize("kind", KINDS)
def test_a_types_example_is_a_value_that_can_be_spoken(kind: SlotType) -> None:
    example = value_types()[kind].example
    assert Slot(type=kind).complaint(example) is None
    assert spoken_value(kind, example, AROUND)


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ("text", "улица Ленина,  десять", "улица Ленина, десять"),
        ("number", "тысяч пятьдесят", "50000"),
        ("number", "полтора", "1.5"),
        ("number", "ноль целых пять десятых", "0.5"),
        ("number", "пять из пяти", "5"),
        ("number", "дорога заняла минут двадцать", "20"),
        ("digits", "два нуля сорок два", "0042"),
        ("phone", "8 (926) 123-45-67", "+79261234567"),
        ("time", "завтра в десять", "2026-11-21T10:00:00+03:00"),
        ("time", "через два часа", "2026-11-20T16:10:00+03:00"),
        ("date", "двадцать пятого", "2026-11-25"),
        ("date", "завтра", "2026-11-21"),
        ("date", "в следующий вторник", "2026-11-24"),
        ("date", "первое мая", "2027-05-01"),
        ("date", "01.05", "2027-05-01"),
        ("date", "пятого числа", "2026-12-05"),
        ("date", "пятого марта восемьдесят пятого года", "1985-03-05"),
        ("date", "12 мая 90-го", "1990-05-12"),
        ("date", "05.03.1985", "1985-03-05"),
        ("date", "вчера", "2026-11-19"),
        ("date", "завтра в десять", "2026-11-21"),
        ("date", "первого мая в десять", "2027-05-01"),
    ],
)
def test_what_was_said_is_kept_in_the_types_form(
    kind: SlotType, said: str, kept: str
) -> None:
    assert value_said(SlotType(kind), meaning(said), NOW) == kept
    assert Slot(type=SlotType(kind)).complaint(kept) is None


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("text", "  "),
        ("number", "не знаю"),
        ("number", "перезвоните через два часа"),
        ("number", "завтра в десять"),
        ("digits", "перезвоните через два часа"),
        ("digits", "у меня два вопроса"),
        ("phone", "восемь девятьсот двадцать шесть"),
        ("time", "да"),
        ("date", "не помню"),
        ("yes_no", "не помню"),
    ],
)
def test_what_names_no_value_gives_none(kind: SlotType, said: str) -> None:
    assert value_said(SlotType(kind), meaning(said), NOW) is None


def read_as(text: str, *others: str, intent: str = "out_of_scope") -> Meaning:
    return replace(meaning(text, intent), alternatives=others)


def test_other_readings_are_asked_where_the_first_says_nothing() -> None:
    misheard = read_as("сим", "семь", "сем")
    assert value_said(SlotType.NUMBER, misheard, NOW) == "7"
    at_ten = read_as("зафтро десит", "завтра в десять")
    assert value_said(SlotType.TIME, at_ten, NOW) == "2026-11-21T10:00:00+03:00"


def test_other_readings_that_disagree_or_mean_something_else_give_none() -> None:
    assert value_said(SlotType.NUMBER, read_as("неясно", "9", "10"), NOW) is None
    assert value_said(SlotType.PHONE, read_as("8964279", "89642790287"), NOW) is None
    refused = read_as("нет", "на пять", intent="no")
    assert value_said(SlotType.NUMBER, refused, NOW) is None


@pytest.mark.parametrize(
    ("intent", "kept"),
    [
        ("yes", "yes"),
        ("interested", "yes"),
        ("no", "no"),
        ("not_interested", "no"),
        ("operator", None),
        (None, None),
    ],
)
def test_yes_and_no_come_from_the_intent(intent: str | None, kept: str | None) -> None:
    assert value_said(SlotType.YES_NO, meaning("…", intent), NOW) == kept
    assert value_intents(SlotType.YES_NO) == ("yes", "no")


@pytest.mark.parametrize(
    ("kind", "keys", "kept"),
    [
        ("number", "0042", "42"),
        ("digits", "0042", "0042"),
        ("phone", "89261234567", "+79261234567"),
        ("phone", "9261234567", "+79261234567"),
        ("phone", "123", None),
        ("time", "1630", "2026-11-20T16:30:00+03:00"),
        ("time", "1000", "2026-11-21T10:00:00+03:00"),
        ("time", "25111430", "2026-11-25T14:30:00+03:00"),
        ("time", "2565", None),
        ("time", "16", None),
        ("date", "2511", "2026-11-25"),
        ("date", "0105", "2027-05-01"),
        ("date", "2902", "2028-02-29"),
        ("date", "05031985", "1985-03-05"),
        ("date", "3102", None),
        ("yes_no", "1", "yes"),
        ("yes_no", "2", "no"),
        ("yes_no", "7", None),
        ("text", "5", None),
        ("number", "*", None),
        ("digits", "#", None),
    ],
)
def test_what_was_keyed_is_kept_in_the_types_form(
    kind: SlotType, keys: str, kept: str | None
) -> None:
    assert value_pressed(SlotType(kind), keys, NOW) == kept


@given(st.sampled_from(KINDS), st.text(alphabet="0123456789*#", max_size=16))
def test_any_keys_give_a_value_of_the_type_or_none(kind: SlotType, keys: str) -> None:
    value = value_pressed(kind, keys, NOW)
    assert value is None or Slot(type=kind).complaint(value) is None
    assert most_keys(kind) > 0 or value is None


@given(
    st.sampled_from(KINDS),
    st.lists(
        st.sampled_from(
            [
                "да",
                "нет",
                "пять",
                "сто",
                "завтра",
                "в",
                "десять",
                "марта",
                "ноль",
                "двадцать",
                "пятого",
                "8926",
                "123-45-67",
                "тысяч",
                "с",
                "половиной",
                "вчера",
                "15:30",
                "не",
                "ой",
            ]
        ),
        max_size=8,
    ),
)
def test_any_words_give_a_value_of_the_type_or_none(
    kind: SlotType, words: list[str]
) -> None:
    heard = meaning(" ".join(words))
    value = value_said(kind, heard, NOW)
    assert value is None or Slot(type=kind).complaint(value) is None
    if value is not None:
        assert isinstance(spoken_value(kind, value, AROUND), str)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("time", "2026-11-20T14:40+03:00", "сегодня в четырнадцать сорок"),
        ("date", "2026-11-25", "двадцать пятого ноября"),
        (
            "date",
            "1985-03-05",
            "пятого марта тысяча девятьсот восемьдесят пятого года",
        ),
        ("number", "50000", "пятьдесят тысяч"),
        ("number", "2.5", "два с половиной"),
        ("digits", "0042", "ноль, ноль, четыре, два"),
        (
            "phone",
            "+79261234567",
            "восемь, девятьсот двадцать шесть, сто двадцать три, "
            "сорок пять, шестьдесят семь",
        ),
        ("yes_no", "no", "нет"),
        ("text", "как есть", "как есть"),
    ],
)
def test_values_are_spoken_by_their_type(kind: SlotType, value: str, said: str) -> None:
    assert spoken_value(SlotType(kind), value, AROUND) == said


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "50 тысяч"),
        ("number", "nan"),
        ("digits", "12а"),
        ("phone", "нет"),
        ("time", "завтра"),
        ("date", "01.05"),
        ("yes_no", "да"),
    ],
)
def test_a_contacts_value_of_another_form_is_complained_about(
    kind: SlotType, value: str
) -> None:
    assert Slot(type=SlotType(kind)).complaint(value)


def listen(kind: SlotType, most: int = 0) -> Listen:
    return Listen(
        node="question",
        intents=("operator",),
        keys=frozenset(),
        barge_in=BargeIn.SPEECH,
        noinput_s=5,
        complete_timeout_s=0.5,
        incomplete_timeout_s=1.5,
        max_speech_s=15,
        collects=kind,
        digits=DigitInput(most=most, gap_s=2.0, end_key="#") if most else None,
    )


@pytest.mark.parametrize(
    ("kind", "said", "reading"),
    [
        ("number", "пять", Completeness.COMPLETE),
        ("number", "двадцать", Completeness.OPEN_ENDED),
        ("number", "пятьдесят тысяч", Completeness.COMPLETE),
        ("number", "не знаю", Completeness.INCOMPLETE),
        ("phone", "восемь девятьсот двадцать шесть", Completeness.INCOMPLETE),
        ("phone", "8 926 123 45 67", Completeness.COMPLETE),
        ("digits", "сорок два", Completeness.INCOMPLETE),
        ("time", "завтра", Completeness.OPEN_ENDED),
        ("time", "завтра в десять", Completeness.COMPLETE),
        ("date", "первое мая", Completeness.OPEN_ENDED),
        ("text", "улица Ленина", Completeness.OPEN_ENDED),
    ],
)
def test_a_turn_ends_early_once_a_whole_value_was_said(
    kind: SlotType, said: str, reading: Completeness
) -> None:
    assert completeness(meaning(said), listen(SlotType(kind))) is reading


def test_a_code_of_known_length_is_whole_with_its_last_digit() -> None:
    question = listen(SlotType.DIGITS, most=4)
    assert completeness(meaning("ноль сорок два"), question) is Completeness.INCOMPLETE
    whole = completeness(meaning("ноль сорок два семь"), question)
    assert whole is Completeness.COMPLETE


def test_an_answer_that_is_no_value_is_judged_by_its_intent() -> None:
    question = listen(SlotType.NUMBER)
    wanted = meaning("оператора", "operator")
    assert completeness(wanted, question) is Completeness.COMPLETE
    silent = Meaning(text="", intent=None, confidence=1.0, why="nothing said")
    assert completeness(silent, question) is Completeness.NO_WORDS


@given(
    st.datetimes(
        min_value=datetime(1901, 1, 1),  # noqa: DTZ001 - a day has no zone
        max_value=datetime(2099, 12, 31),  # noqa: DTZ001 - likewise
    )
)
def test_any_full_date_reads_back_in_words_and_in_figures(day: datetime) -> None:
    kept = day.date().isoformat()
    for text in (spoken_full(kept), f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}"):
        assert value_said(SlotType.DATE, meaning(text), NOW) == kept


def spoken_full(value: str) -> str:
    """The day with its year, however near it is."""
    far = NOW.replace(year=1800)
    around = Surroundings(values={}, now=far, language="ru")
    return spoken_value(SlotType.DATE, value, around)
