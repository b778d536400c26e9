from pathlib import Path

from tests.scenario.talking import NOW, Talk, meaning, write
from voicebot.scenario.events import TurnHeard
from voicebot.scenario.interpreter import start
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.texts.prompts import fixed_texts
from voicebot.understanding.meaning import Candidate

LOOP = """
    scenario: loop
    about: Это робот.
    phrases: {blue: [голубой цвет], red: [красный цвет]}
    nodes:
      first: {say: Это робот., goto: ask}
      ask:
        say: [Итак., Ещё раз.]
        ask: [Красный или голубой?, Какой цвет?, Цвет?]
        on: {red: ask, blue: hang_up}
    """


def talk_in(folder: Path) -> Talk:
    return Talk(load_scenario(write(folder, LOOP)), {})


def test_each_visit_says_another_variant(tmp_path: Path) -> None:
    talk = talk_in(tmp_path)
    heard = [talk.said, *(talk.hear("red").said for _ in range(3))]
    assert heard == [
        "Это робот. Итак. Красный или голубой?",
        "Ещё раз. Какой цвет?",
        "Итак. Цвет?",
        "Ещё раз. Красный или голубой?",
    ]


def test_a_reprompt_repeats_the_variant_that_was_said(tmp_path: Path) -> None:
    talk = talk_in(tmp_path).hear("red")
    assert talk.keep_silent().said == "Вы меня слышите? Какой цвет?"


def test_the_seed_chooses_the_first_variant(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path, LOOP))
    _, actions = start(scenario, {}, NOW, seed=1)
    assert [getattr(action, "text", "") for action in actions][-2] == "Какой цвет?"


def test_every_variant_is_rendered_before_the_call(tmp_path: Path) -> None:
    texts = {text for text, _voice in fixed_texts(load_scenario(write(tmp_path, LOOP)))}
    assert {"Итак.", "Ещё раз.", "Красный или голубой?", "Цвет?"} <= texts


def test_two_close_intents_are_named_in_the_question_which(tmp_path: Path) -> None:
    talk = talk_in(tmp_path)
    close = meaning("red", rivals=(Candidate(intent="blue", confidence=0.88),))
    talk.take(TurnHeard(meaning=close))
    assert talk.said == "Уточните, пожалуйста: красный цвет или голубой цвет?"
