"""What is learnt from imagined openings, and that it was learnt from these."""

import numpy as np
import pytest

from voicebot.answering.learning import (
    Opening,
    beginning,
    digest,
    learn,
    read_openings,
)
from voicebot.answering.likeness import (
    MOST_OF_MACHINE,
    MOST_OF_PERSON,
    UNLIKE_ANYTHING,
    WEIGHTS,
    learnt_weights,
)
from voicebot.answering.verdict import TALKERS, Answerer
from voicebot.understanding.words import spoken_words


def opening(text: str, answerer: Answerer) -> Opening:
    return Opening(words=spoken_words(text), answerer=answerer)


def machine_odds(text: str) -> float:
    return learnt_weights().likeness(spoken_words(text)).machine


def test_the_weights_were_learnt_from_these_openings() -> None:
    with np.load(WEIGHTS) as stored:
        assert str(stored["digest"]) == digest(), (
            "openings.yml changed: python -m voicebot.answering.learning"
        )


@pytest.mark.parametrize(
    "text",
    [
        "абонент отключил аппарат на неопределенное время",
        "соединение с указанным номером не производится",
        "помощник запишет все что вы скажете и передаст абоненту",
    ],
)
def test_words_of_no_cue_may_be_like_a_machines(text: str) -> None:
    assert machine_odds(text) > 0


@pytest.mark.parametrize("text", ["алло кто это", "да слушаю вас", "я занята потом"])
def test_a_hello_is_like_a_persons(text: str) -> None:
    assert machine_odds(text) < 0


def test_likeness_never_outweighs_everything() -> None:
    odds = [machine_odds(" ".join(one.words)) for one in read_openings()]
    assert min(odds) >= -MOST_OF_PERSON
    assert max(odds) <= MOST_OF_MACHINE


def test_nothing_said_is_unlike_anything() -> None:
    assert learnt_weights().likeness(()) == UNLIKE_ANYTHING
    assert UNLIKE_ANYTHING.machine == 0


def test_learning_tells_apart_what_it_was_shown() -> None:
    machines = [opening("номер набран неверно", kind) for kind in TALKERS]
    people = [opening("алло привет", Answerer.PERSON)]
    learnt = learn([*machines, *people])
    assert learnt.likeness(spoken_words("номер набран")).machine > 0
    assert learnt.likeness(spoken_words("алло")).machine < 0


def test_of_a_long_opening_the_beginning_is_learnt_too() -> None:
    assert beginning("аппарат абонента выключен", 20) == "аппарат абонента"
    assert beginning("алло", 20) == "алло"
