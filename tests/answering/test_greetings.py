"""How well the words alone tell machines from people, in wordings of no cue's own."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from voicebot.answering.score import FIRST_ODDS
from voicebot.answering.verdict import Answerer
from voicebot.answering.wording import wording_of

HERE = Path(__file__).parent
BOOKS: Mapping[str, Mapping[str, list[str]]] = {
    name: yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    for name in ("greetings", "late_greetings")
}
PEOPLE = [text for book in BOOKS.values() for text in book[Answerer.PERSON]]
MACHINES = {
    name: [
        (kind, text)
        for kind, texts in book.items()
        if kind != Answerer.PERSON
        for text in texts
    ]
    for name, book in BOOKS.items()
}
each_book = pytest.mark.parametrize("book", list(BOOKS))

IN_2_5_S = 38
"""Letters that are said in 2.5 seconds, about."""

PHRASES = Path(__file__).parents[2] / "dialogs" / "phrases"


def is_machine(text: str) -> bool:
    return wording_of(text).total + FIRST_ODDS > 0


def begun(text: str) -> str:
    """What is heard of it in 2.5 seconds, whole words."""
    return text if len(text) <= IN_2_5_S else text[:IN_2_5_S].rsplit(" ", 1)[0]


@pytest.mark.parametrize("text", PEOPLE)
def test_nobody_who_picks_up_is_taken_for_a_machine(text: str) -> None:
    assert not is_machine(text)
    assert not is_machine(begun(text))


@each_book
def test_machines_are_known_by_their_whole_greeting(book: str) -> None:
    machines = MACHINES[book]
    missed = [text for _, text in machines if not is_machine(text)]
    assert len(missed) <= len(machines) * 0.03, missed


@each_book
def test_machines_are_known_by_their_first_words(book: str) -> None:
    machines = MACHINES[book]
    missed = [text for _, text in machines if not is_machine(begun(text))]
    assert len(missed) <= len(machines) * 0.12, missed


@each_book
def test_the_kind_of_machine_is_known(book: str) -> None:
    machines = MACHINES[book]
    wrong = [
        (kind, text) for kind, text in machines if wording_of(text).likeliest != kind
    ]
    assert len(wrong) <= len(machines) * 0.1, wrong


def test_what_people_answer_robots_does_not_sound_like_a_machine() -> None:
    """Every known reply, of which a few name numbers and schools as machines do."""
    replies = [
        line.strip(" -")
        for path in PHRASES.glob("*.yml")
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        if block["intent"] != "answering_machine"
        for line in block["examples"].splitlines()
    ]
    taken = [reply for reply in replies if is_machine(reply)]
    assert len(taken) <= len(replies) * 0.002, taken
