from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from voicebot.cli.correct import command
from voicebot.errors import ScenarioError
from voicebot.understanding.corrections import (
    Corrections,
    TalkPlace,
    corrected,
    read_corrections,
    write_correction,
)
from voicebot.understanding.meaning import Basis
from voicebot.understanding.phrase_file import Example
from voicebot.understanding.phrases import CORRECTIONS_FILE, load_phrases
from voicebot.understanding.understander import Understander, open_understander

SMALL = """version: "3.1"
nlu:
- intent: yes
  examples: |
    - да
    - ладно, беру
- intent: no
  examples: |
    - нет
    - не беру
- intent: out_of_scope
  examples: |
    - сегодня дождь
"""


def said(
    text: str, intent: str, scenario: str | None = None, question: str | None = None
) -> Example:
    return Example(
        intent=intent, text=text, line=0, scenario=scenario, question=question
    )


@pytest.fixture
def phrases(tmp_path: Path) -> Path:
    folder = tmp_path / "dialogs" / "phrases"
    folder.mkdir(parents=True)
    (folder / "all.yml").write_text(SMALL, encoding="utf-8")
    return folder


@pytest.fixture
def correct(tmp_path: Path, phrases: Path) -> Callable[..., tuple[int, str]]:
    config = tmp_path / "voicebot.yaml"
    config.write_text(
        f"folders: {{dialogs: {phrases.parent}, var: {tmp_path / 'var'}}}\n"
    )

    def run(*arguments: str) -> tuple[int, str]:
        ran = CliRunner().invoke(command, [*arguments, "--config", str(config)])
        told = str(ran.exception) if isinstance(ran.exception, ScenarioError) else ""
        return ran.exit_code, told + ran.output

    return run


def taught(understander: Understander, *listed: Example) -> Understander:
    return replace(understander, corrections=Corrections.of(listed))


def test_a_correction_goes_before_lists_and_rules(
    understander: Understander, now: datetime
) -> None:
    told = taught(understander, said("ну конечно", "no"), said("алло пока", "no"))
    meaning = told.understand("Ну, конечно!", now=now)
    assert (meaning.intent, meaning.basis) == ("no", Basis.PHRASE)
    assert meaning.why == "correction: ну конечно"


def test_what_sounds_nearly_as_a_correction_is_corrected_too(
    understander: Understander, now: datetime
) -> None:
    told = taught(understander, said("да я звонил вам вчера насчёт окон", "interested"))
    meaning = told.understand("да я званил вам вчера насчот акон", now=now)
    assert (meaning.intent, meaning.basis) == ("interested", Basis.LIKENESS)


def test_a_denial_is_not_near_to_a_correction_without_one(
    understander: Understander, now: datetime
) -> None:
    told = taught(understander, said("хочу подумать над этим ещё", "yes"))
    assert told.understand("не хочу подумать над этим ещё", now=now).intent != "yes"


def test_a_known_phrase_goes_before_what_only_sounds_like_a_correction(
    understander: Understander, now: datetime
) -> None:
    told = taught(understander, said("перезвоните мне позжа", "no"))
    assert told.understand("перезвоните позже", now=now).intent == "call_later"


def test_the_correction_for_a_question_goes_before_wider_ones(
    understander: Understander, now: datetime
) -> None:
    told = taught(
        understander,
        said("беру", "yes"),
        said("беру", "interested", scenario="shop"),
        said("беру", "no", scenario="shop", question="price"),
    )
    assert told.understand("беру", now=now).intent == "yes"

    def intent_at(*places: TalkPlace) -> str | None:
        return told.within(*places).understand("беру", now=now).intent

    assert intent_at(TalkPlace(scenario="shop")) == "interested"
    assert intent_at(TalkPlace(scenario="shop", question="price")) == "no"
    assert intent_at(TalkPlace(scenario="other")) == "yes"
    outer, inner = TalkPlace(scenario="a", question="b/price"), TalkPlace(scenario="b")
    assert intent_at(outer, inner, TalkPlace(scenario="shop")) == "interested"
    assert intent_at() == "yes"


def test_of_two_names_of_a_question_the_outer_goes_before(
    understander: Understander, now: datetime
) -> None:
    inner = TalkPlace(scenario="survey", question="price")
    outer = TalkPlace(scenario="shop", question="survey/price")
    told = taught(
        understander,
        said("беру", "yes", scenario="survey", question="price"),
        said("беру", "no", scenario="shop", question="survey/price"),
    )
    assert told.within(outer, inner).understand("беру", now=now).intent == "no"
    assert told.within(inner).understand("беру", now=now).intent == "yes"


def test_a_place_is_narrowed_once(understander: Understander) -> None:
    told = taught(understander, said("беру", "no", scenario="shop"))
    shop = TalkPlace(scenario="shop")
    assert told.within(shop).corrections is told.within(shop).corrections
    wide = taught(understander, said("беру", "no"))
    assert wide.within(shop) is wide


def test_training_learns_general_corrections_and_forgets_what_they_contradict(
    phrases: Path,
) -> None:
    book = corrected(
        load_phrases(phrases),
        [said("Ладно, беру!", "no"), said("да", "no", scenario="shop")],
    )
    assert book["yes"] == ("да",)
    assert book["no"] == ("нет", "не беру", "ладно беру")


def test_corrections_are_read_when_the_robot_opens_and_found_by_the_classifier(
    tmp_path: Path, phrases: Path, now: datetime
) -> None:
    write_correction(phrases / CORRECTIONS_FILE, said("сегодня дождь", "no"))
    opened = open_understander(phrases, tmp_path / "var")
    meaning = opened.understand("сегодня дождь", now=now)
    assert (meaning.intent, meaning.why) == ("no", "correction: сегодня дождь")
    assert opened.classifier.candidates(("сегодня", "дождь"))[0].intent == "no"


def test_what_is_written_is_read_again(phrases: Path) -> None:
    path = phrases / CORRECTIONS_FILE
    awkward = said('он сказал: "да" # и всё', "yes", scenario="a: b", question="q")
    write_correction(path, awkward)
    write_correction(path, said("нет", "no"))
    read = read_corrections(path)
    assert [(one.text, one.intent, one.scenario, one.question) for one in read] == [
        (awkward.text, "yes", "a: b", "q"),
        ("нет", "no", None, None),
    ]


def test_the_file_is_one_that_rasa_reads_too(phrases: Path) -> None:
    path = phrases / CORRECTIONS_FILE
    write_correction(path, said("беру", "no", scenario="shop"))
    entry = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["nlu"][0]
    assert entry == {
        "intent": "no",
        "examples": [{"text": "беру", "metadata": {"scenario": "shop"}}],
    }


def test_no_file_corrects_nothing(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / CORRECTIONS_FILE) == ()


def test_one_text_corrected_in_two_ways_is_refused_with_its_lines(
    phrases: Path,
) -> None:
    path = phrases / CORRECTIONS_FILE
    path.write_text(
        'version: "3.1"\nnlu:\n- intent: yes\n  examples:\n  - text: беру\n'
        "- intent: no\n  examples:\n  - text: Беру!\n",
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError, match=r"corrections.yml:8: .*in line 5"):
        read_corrections(path)


def test_the_command_tells_what_it_changes(
    correct: Callable[..., tuple[int, str]], phrases: Path
) -> None:
    code, told = correct("ладно, беру", "no")
    assert code == 0
    assert "yes (phrase: ладно, беру) → no" in told
    assert 'the list yes.yml has "ладно, беру" too' in told
    assert [one.text for one in read_corrections(phrases / CORRECTIONS_FILE)] == [
        "ладно, беру"
    ]


def test_the_command_changes_an_older_correction_only_when_told_to(
    correct: Callable[..., tuple[int, str]], phrases: Path
) -> None:
    path = phrases / CORRECTIONS_FILE
    correct("беру", "yes")
    before = path.read_text(encoding="utf-8")
    code, told = correct("Беру", "no")
    assert code != 0
    assert "add --replace" in told
    assert path.read_text(encoding="utf-8") == before
    assert correct("Беру", "no", "--replace")[0] == 0
    assert [one.intent for one in read_corrections(path)] == ["no"]


SHOP = """
scenario: shop
phrases: {take: [беру]}
nodes:
  price: {ask: Вас устроит цена?, on: {yes: hang_up, no: hang_up, take: hang_up}}
"""


def test_the_command_corrects_for_one_question(
    correct: Callable[..., tuple[int, str]], phrases: Path
) -> None:
    (phrases.parent / "shop.yaml").write_text(SHOP, encoding="utf-8")
    code, told = correct("да", "take", "--scenario", "shop", "--question", "price")
    assert code == 0, told
    [one] = read_corrections(phrases / CORRECTIONS_FILE)
    assert (one.intent, one.scenario, one.question) == ("take", "shop", "price")


@pytest.mark.parametrize(
    ("place", "said_back"),
    [
        (("--scenario", "shopp"), 'did you mean "shop"?'),
        (("--scenario", "shop", "--question", "prise"), 'did you mean "price"?'),
        (("--question", "prise"), 'did you mean "price"?'),
    ],
)
def test_the_command_refuses_a_place_that_there_is_not(
    correct: Callable[..., tuple[int, str]],
    phrases: Path,
    place: tuple[str, ...],
    said_back: str,
) -> None:
    (phrases.parent / "shop.yaml").write_text(SHOP, encoding="utf-8")
    (phrases.parent / "broken.yaml").write_text("nodes: [", encoding="utf-8")
    code, told = correct("беру", "yes", *place)
    assert code != 0
    assert said_back in told
    assert not (phrases / CORRECTIONS_FILE).exists()


@pytest.mark.parametrize(
    ("text", "intent", "said_back"),
    [("беру", "yess", "did you mean yes?"), ("…", "yes", "there are no words")],
)
def test_the_command_refuses_what_teaches_nothing(
    correct: Callable[..., tuple[int, str]],
    phrases: Path,
    text: str,
    intent: str,
    said_back: str,
) -> None:
    code, told = correct(text, intent)
    assert code != 0
    assert said_back in told
    assert not (phrases / CORRECTIONS_FILE).exists()
