import contextlib
import doctest
import importlib
import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenario.talking import NOW
from voicebot.scenario.filter import Surroundings
from voicebot.scenario.russian.spoken_moment import spoken_moment
from voicebot.scenario.template import Template, filter_types


def render(source: str, **values: str) -> str:
    around = Surroundings(values=values, now=NOW, language="ru")
    return Template(source).render(around)


@pytest.mark.parametrize(
    "module",
    ["russian.declension", "duration", "reading.similar", "russian.spoken_moment"],
    ids=str,
)
def test_the_examples_in_the_code_hold(module: str) -> None:
    tested = doctest.testmod(importlib.import_module(f"voicebot.scenario.{module}"))
    assert tested.attempted
    assert not tested.failed


@pytest.mark.parametrize("name", sorted(filter_types()))
def test_each_filters_example_can_be_read_and_survives_any_value(name: str) -> None:
    example = filter_types()[name].example
    assert f"| {name}" in example
    slot = Template(example).expressions[0].name
    for value in ("", "мусор", "2026-11-23T15:30+03:00", "50000", "-1", "9" * 400):
        assert isinstance(render(example, **{slot: value}), str)
    assert isinstance(render(example), str)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Добрый день, {name}.", "Добрый день, Анна."),
        ("Добрый день, {nobody}.", "Добрый день."),
        ("Добрый день, {nobody | else клиент}.", "Добрый день, клиент."),
        ("Перезвоню {at | spoken}.", "Перезвоню в понедельник в пятнадцать тридцать."),
        ("{at | date}, {at | time}", "двадцать третьего ноября, пятнадцать тридцать"),
        ("{day | date}", "первого декабря"),
        ("{none | in 30 minutes | time}", "четырнадцать сорок"),
        ("{sum | money}", "пятьдесят тысяч двадцать один рубль"),
        ("{cents | money}", "одна тысяча рублей две копейки"),
        ("Скидка {{не слот}}", "Скидка {не слот}"),
        ("  две\n  строки ", "две строки"),
    ],
)
def test_texts_come_out_as_people_say_them(source: str, said: str) -> None:
    values = {
        "name": "Анна",
        "at": "2026-11-23T15:30+03:00",
        "day": "2026-12-01",
        "sum": "50 021",
        "cents": "1000,02",
    }
    assert render(source, **values) == said


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("{", "no partner"),
        ("}", "no partner"),
        ("{}", "names no slot"),
        ("{a b}", "names no slot"),
        ("{a | nothing}", "no filter"),
        ("{a | spoken now}", "takes nothing after it"),
        ("{a | in two hours}", "is no time"),
        ("{a | else}", "needs a text"),
        ("{a |}", "no filter"),
    ],
)
def test_a_slip_in_a_text_is_told(source: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Template(source)


@given(st.text(alphabet="{}| abcслот\n", max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(source: str) -> None:
    with contextlib.suppress(ValueError):
        template = Template(source)
        assert template == Template(template.source)
        assert isinstance(render(source, a="x"), str)


@given(st.timedeltas(timedelta(minutes=1), timedelta(days=400)))
def test_a_moment_is_spoken_in_words_only(ahead: timedelta) -> None:
    assert re.fullmatch(r"[а-яё, ]+", spoken_moment(NOW + ahead, NOW))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-20T15:10", "через час, в пятнадцать десять"),
        ("2026-11-20T19:10", "через пять часов, в девятнадцать десять"),
        ("2026-11-21T09:05", "завтра в девять ноль пять"),
        ("2026-11-22T12:00", "послезавтра в двенадцать часов дня"),
        ("2026-11-24T11:00", "во вторник в одиннадцать часов утра"),
        ("2026-11-26T14:00", "в четверг в четырнадцать часов"),
        ("2026-11-27T13:00", "двадцать седьмого ноября в тринадцать часов"),
        ("2027-03-03T09:00", "третьего марта в девять часов утра"),
    ],
)
def test_moments_are_spoken_in_correct_russian(moment: str, said: str) -> None:
    assert spoken_moment(datetime.fromisoformat(f"{moment}+03:00"), NOW) == said


def test_other_languages_get_figures() -> None:
    around = Surroundings(
        values={"at": "2026-11-23T15:30+03:00", "sum": "50"}, now=NOW, language="ko"
    )
    text = Template("{at | spoken}, {at | date}, {at | time}, {sum | money}")
    assert text.render(around) == "2026-11-23 15:30, 2026-11-23, 15:30, 50"
