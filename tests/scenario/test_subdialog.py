from pathlib import Path
from textwrap import dedent

import pytest

from tests.scenario.talking import NOW, Talk, write
from voicebot.errors import ScenarioError
from voicebot.scenario.actions import EnterNode, LeaveNode, Listen, Say
from voicebot.scenario.interpreter import advance
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.texts.prompts import fixed_texts

OUTER = """
    scenario: outer
    about: Это робот.
    slots: {client_name: text, score: number}
    nodes:
      first:
        say: Добрый день.
        subdialog:
          src: parts/rating.yaml
          slots: {who: "{client_name}"}
          take: {score: mark}
          on: {refused: sorry}
        goto: thanks
      thanks: {say: "Оценка {score}.", hang_up: true}
      sorry: {say: Жаль., hang_up: true}
    """
RATING = """
    scenario: rating
    about: Это робот.
    slots: {who: text, mark: number, score: {default: "9"}}
    nodes:
      question:
        say: {text: "Вопрос.", audio: ding.wav}
        ask: "{who}, всё хорошо?"
        on: {yes: good, no: bad}
      good: {set: {mark: "5"}, return: true}
      bad: {return: refused}
    """


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "rating.yaml").write_text(dedent(RATING), "utf-8")
    write(tmp_path, OUTER)
    return tmp_path


@pytest.fixture
def talk(folder: Path) -> Talk:
    slots = {"client_name": "Анна", "score": "1"}
    return Talk(load_scenario(folder / "scenario.yaml"), slots)


def test_its_talk_begins_with_the_slots_it_is_given(talk: Talk) -> None:
    assert talk.said == "Добрый день. Вопрос. Анна, всё хорошо?"
    assert [action.node for action in talk.all_of(EnterNode)] == [
        "first",
        "rating/question",
    ]
    assert talk.the(Listen).node == "rating/question"
    assert talk.state.slots == {"who": "Анна", "score": "9"}


def test_its_recordings_lie_beside_its_own_file(talk: Talk) -> None:
    assert [say.audio for say in talk.all_of(Say)] == [None, "parts/ding.wav", None]


def test_it_comes_back_with_what_was_to_be_taken(talk: Talk) -> None:
    talk.hear("yes")
    assert talk.said == "Оценка 5."
    assert talk.state.slots == {"client_name": "Анна", "score": "5"}
    assert talk.state.path == ("first", "rating/question", "rating/good", "thanks")


def test_its_result_chooses_the_way(talk: Talk) -> None:
    talk.hear("no")
    assert talk.said == "Жаль."
    leaving = LeaveNode(node="first", exit="subdialog.on.refused", target="sorry")
    assert leaving in talk.actions


def test_who_wants_no_calls_ends_the_whole_talk(talk: Talk) -> None:
    talk.hear("do_not_call")
    assert talk.is_over
    assert talk.state.outcome == "do_not_call"


def test_its_prompts_are_rendered_before_the_call(folder: Path) -> None:
    texts = {
        text for text, _voice in fixed_texts(load_scenario(folder / "scenario.yaml"))
    }
    assert {"Добрый день.", "Жаль."} <= texts


def test_an_edit_of_it_changes_the_hash_and_it_is_watched(folder: Path) -> None:
    path = folder / "scenario.yaml"
    before = load_scenario(path)
    part = folder / "parts" / "rating.yaml"
    assert before.paths == (path, part)
    part.write_text(part.read_text("utf-8") + "\n# edited\n", "utf-8")
    assert load_scenario(path).content_hash != before.content_hash


def test_one_that_is_not_there_or_broken_is_told_where_it_is_named(
    folder: Path,
) -> None:
    part = folder / "parts" / "rating.yaml"
    part.write_text("scenario: rating\nnodes: {}\n", "utf-8")
    with pytest.raises(ScenarioError, match=r"scenario\.yaml:9:.*rating\.yaml:2"):
        load_scenario(folder / "scenario.yaml")
    part.unlink()
    with pytest.raises(ScenarioError, match=r"scenario\.yaml:9:.*no such scenario"):
        load_scenario(folder / "scenario.yaml")


def test_scenarios_that_hold_each_other_are_refused(folder: Path) -> None:
    part = folder / "parts" / "rating.yaml"
    circle = RATING.replace("return: true", "subdialog: ../scenario.yaml, goto: bad")
    part.write_text(dedent(circle), "utf-8")
    with pytest.raises(ScenarioError, match="may not hold"):
        load_scenario(folder / "scenario.yaml")


def test_a_state_of_a_subdialog_that_is_gone_is_refused(
    talk: Talk, tmp_path: Path
) -> None:
    other = load_scenario(
        write(tmp_path, OUTER.replace("parts/rating", "./parts/rating"))
    )
    from voicebot.scenario.events import SilenceKept

    with pytest.raises(ScenarioError, match="go on with the scenario"):
        advance(other, talk.state, SilenceKept(), NOW)


def test_its_phrases_are_understood_in_the_whole_talk(folder: Path) -> None:
    part = folder / "parts" / "rating.yaml"
    phrases = "phrases: {fine: [полный порядок]}\n"
    part.write_text(dedent(RATING) + phrases, "utf-8")
    whole = load_scenario(folder / "scenario.yaml")
    assert whole.all_phrases == {"fine": ("полный порядок",)}
    assert whole.phrases == {}


def test_silence_in_it_does_not_count_after_it(folder: Path) -> None:
    path = folder / "scenario.yaml"
    asking = OUTER.replace("goto: thanks", "ask: Ещё?\n        on: {yes: thanks}")
    path.write_text(dedent(asking), "utf-8")
    talk = Talk(load_scenario(path), {"client_name": "Анна"})
    talk.keep_silent().hear("yes")
    assert (talk.state.noinputs, talk.is_waiting) == (0, True)
