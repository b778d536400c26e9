"""Where keys and values stand, to the character."""

import pytest

from tests.scenario.mutating import SHIPPED
from voicebot.scenario.reading.document import mark_of, read_document
from voicebot.scenario.reading.problem import Mark


@pytest.mark.parametrize("name", SHIPPED)
def test_every_key_is_found_where_its_mark_says(name: str) -> None:
    lines = SHIPPED[name].split("\n")
    spots = read_document(SHIPPED[name]).spots
    keys = [(place[-1], spot.key) for place, spot in spots.items() if place]
    named = [(key, mark) for key, mark in keys if isinstance(key, str)]
    assert len(named) > 20
    for key, mark in named:
        assert lines[mark.line - 1][mark.column - 1 :].startswith((key, f'"{key}"'))


def test_a_value_stands_apart_from_its_key() -> None:
    document = read_document("кто: {а: да,  б:\n  [раз, 'два']}\n")
    value = ("кто", "б", 1)
    assert document.mark_of(("кто", "а")) == Mark(1, 7)
    assert mark_of(document.spots, ("кто", "а"), is_value=True) == Mark(1, 10)
    assert document.mark_of(value) == Mark(2, 9)


def test_what_the_file_does_not_hold_is_where_the_rest_of_it_stands() -> None:
    document = read_document("a:\n  b: 1\n")
    assert document.mark_of(("a", "Union", "b", "c")) == Mark(2, 3)
    assert document.mark_of(("x",)) == Mark(1, 1)


def test_an_aliased_value_is_found_at_the_key_that_takes_it() -> None:
    document = read_document("a: &x {b: 1}\nc: *x\n")
    assert document.mark_of(("c",)) == Mark(2, 1)
    assert document.mark_of(("c", "b")) == Mark(1, 8)


@pytest.mark.parametrize(
    ("text", "mark"),
    [("a: [", Mark(2, 1)), ("a: 1\n\tb: 2", Mark(2, 1)), ("а: да\nа: нет", Mark(2, 1))],
)
def test_a_slip_of_syntax_stands_where_reading_stopped(text: str, mark: Mark) -> None:
    (problem,) = read_document(text).problems
    assert (problem.rule, problem.mark) == ("syntax", mark)
