"""How well the words alone tell machines from people, in wordings of no cue's own."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from voicebot.answering.score import FIRST_ODDS
from voicebot.answering.verdict import Answerer
from voicebot.answering.wording import wording_of

GREETINGS: Mapping[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "greetings.yml").read_text(encoding="utf-8")
)
PEOPLE = GREETINGS["person"]
MACHINES = [
    (kind, text)
    for kind, texts in GREETINGS.items()
    if kind != Answerer.PERSON
    for text in texts
]
IN_2_5_S = 38
"""Letters that are said in 2.5 seconds, about."""

PHRASES = Path(__file__).parents[2] / "dialogs" / "phrases"


def is_machine(text: str) -> bool:
    wording = wording_of(text)
    return wording.machine - wording.person + FIRST_ODDS > 0


def begun(text: str) -> str:
    """What is heard of it in 2.5 seconds, whole words."""
    return text if len(text) <= IN_2_5_S else text[:IN_2_5_S].rsplit(" ", 1)[0]


@pytest.mark.parametrize("text", PEOPLE)
def test_nobody_who_picks_up_is_taken_for_a_machine(text: str) -> None:
    assert not is_machine(text)
    assert not is_machine(begun(text))


def test_machines_are_known_by_their_whole_greeting() -> None:
    missed = [text for _, text in MACHINES if not is_machine(text)]
    assert len(missed) <= len(MACHINES) * 0.03, missed


def test_machines_are_known_by_their_first_words() -> None:
    missed = [text for _, text in MACHINES if not is_machine(begun(text))]
    assert len(missed) <= len(MACHINES) * 0.12, missed


def test_the_kind_of_machine_is_known() -> None:
    wrong = [
        (kind, text) for kind, text in MACHINES if wording_of(text).likeliest != kind
    ]
    assert len(wrong) <= len(MACHINES) * 0.1, wrong


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
