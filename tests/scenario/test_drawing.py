import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import yaml

from tests.scenario.talking import DIALOGS, write
from voicebot.errors import ScenarioError
from voicebot.scenario.actions import Action, EnterNode, LeaveNode
from voicebot.scenario.coverage import coverage_of
from voicebot.scenario.drawing.compose import picture_of
from voicebot.scenario.drawing.draw import draw
from voicebot.scenario.drawing.look import arrow_look, box_look
from voicebot.scenario.drawing.mermaid import to_mermaid
from voicebot.scenario.drawing.picture import Arrow, BoxKind, Picture
from voicebot.scenario.drawing.traffic import Traffic, TrafficKind, traffic_of_tests
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.step import ExitKind

SHIPPED = sorted(set(DIALOGS.glob("*.yaml")) - set(DIALOGS.glob("*.tests.yaml")))
CREDIT = DIALOGS / "credit_lead.yaml"


def test_an_svg_shows_every_node_its_text_and_its_answers(tmp_path: Path) -> None:
    draw(load_scenario(CREDIT), tmp_path / "graph.svg")
    root = ElementTree.parse(tmp_path / "graph.svg").getroot()
    shown = " ".join(text.strip() for text in root.itertext() if text.strip())
    for word in ("greeting", "Добрый день", "to_operator", "call_later", "Отсев"):
        assert word in shown
    assert shown.count("At any question") == 1


def test_a_png_is_a_png(tmp_path: Path) -> None:
    draw(load_scenario(CREDIT), tmp_path / "graph.png")
    assert (tmp_path / "graph.png").read_bytes().startswith(b"\x89PNG")


def test_mermaid_names_each_node_once_and_joins_answers() -> None:
    text = to_mermaid(picture_of(load_scenario(CREDIT)))
    assert text.count("<b>greeting</b>") == 1
    assert '-->|"yes, key 1"|' in text
    assert '-.->|"silence"|' in text


@pytest.mark.parametrize(
    "name", ['a"b', "a<b>", "a:b", "a\\b", "a#b;", "end", "узел 1"]
)
def test_any_node_name_can_be_drawn(tmp_path: Path, name: str) -> None:
    quoted = name.replace("'", "''")
    path = write(
        tmp_path,
        f"scenario: odd\nnodes:\n  '{quoted}': {{say: '<b>&{{{{', goto: hang_up}}",
    )
    draw(load_scenario(path), tmp_path / "graph.svg")
    root = ElementTree.parse(tmp_path / "graph.svg").getroot()
    assert name in "".join(root.itertext())
    draw(load_scenario(path), tmp_path / "graph.mmd")


def test_other_formats_are_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="svg, png, mmd"):
        draw(load_scenario(CREDIT), tmp_path / "graph.jpg")


def test_without_graphviz_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ScenarioError, match="apt install graphviz"):
        draw(load_scenario(CREDIT), tmp_path / "graph.svg")


def test_a_picture_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot be written"):
        draw(load_scenario(CREDIT), tmp_path / "none" / "graph.mmd")


WHOLE = """
scenario: whole
slots: {debt: {type: number}, score: {type: number}}
nodes:
  known:
    choose:
      - {when: debt > 50000, go: question}
      - {when: debt > 10, go: asking}
      - {go: rate}
  question:
    ask: [Сколько вам лет?, Назовите ваш возраст.]
    collect: {slot: score, min: 18, max: 99, confirm: "Вам {score}, верно?"}
    hold: {audio: music.wav, duration: 20s}
    goto: asking
  rate:
    ask: Оцените нас.
    scale: {slot: score, min: 1, max: 5}
    goto: part
  asking:
    webhook: {to: crm, send: {debt: "{debt}"}, take: {score: x.y}, failed: part, timed_out: bye}
    goto: bye
  part:
    subdialog: {src: other.yaml, take: {score: score}, on: {refused: bye}}
    goto: bye
  bye:
    say: До свидания.
    message: {text: "Ваш долг {debt}", channel: telegram}
    fields: {status: поговорили}
    do_not_call: true
    hang_up: true
  later:
    callback: {at: "{time | in 2 hours}"}
globals:
  call_later: {go: later}
"""


@pytest.fixture
def whole(tmp_path: Path) -> Scenario:
    other = "scenario: other\nnodes: {a: {say: Да., return: refused}}\n"
    (tmp_path / "other.yaml").write_text(other, encoding="utf-8")
    return load_scenario(write(tmp_path, WHOLE))


def note_of(picture: Picture, name: str) -> str:
    (box,) = (box for box in picture.boxes if box.name == name)
    return " ".join(line for note in box.notes for line in note)


def arrow_between(picture: Picture, source: str, target: str) -> Arrow:
    (arrow,) = (
        arrow
        for arrow in picture.arrows
        if (arrow.source, arrow.target) == (source, target)
        and arrow.kind is not ExitKind.DIRECT
    )
    return arrow


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("known", BoxKind.CHOICE),
        ("question", BoxKind.QUESTION),
        ("rate", BoxKind.QUESTION),
        ("asking", BoxKind.REQUEST),
        ("part", BoxKind.SUBDIALOG),
        ("bye", BoxKind.END),
    ],
)
def test_each_box_has_the_look_of_what_it_does(
    whole: Scenario, name: str, kind: BoxKind
) -> None:
    (box,) = (box for box in picture_of(whole).boxes if box.name == name)
    assert box.kind is kind
    assert box.ends is (name == "bye")


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("question", "texts said in turn: 2"),
        ("question", "✎ score: number, 18–99"),
        ("question", "♪ music.wav, 20 s"),
        ("rate", "★ score: 1–5"),
        ("asking", "⇄ crm ← debt → score"),
        ("part", "▣ other.yaml → score"),
        ("bye", "✉ telegram: Ваш долг ‹debt›"),
        ("bye", "▤ status = поговорили"),
        ("bye", "⊘ no more calls"),
        ("later", "↻ ‹time›"),
    ],
)
def test_a_box_notes_what_its_node_does(whole: Scenario, name: str, note: str) -> None:
    assert note in note_of(picture_of(whole), name)


def test_a_confirmation_is_shown_and_of_variants_the_first(whole: Scenario) -> None:
    (box,) = (box for box in picture_of(whole).boxes if box.name == "question")
    assert box.texts == (("Сколько вам лет?",), ("✓ Вам ‹score›, верно?",))


def test_conditions_failures_and_results_stand_at_their_arrows(whole: Scenario) -> None:
    picture = picture_of(whole)
    found = {
        target: arrow_between(picture, "known", target).labels
        for target in ("question", "asking", "rate")
    }
    assert found == {
        "question": (("1) debt > 50000",),),
        "asking": (("2) debt > 10",),),
        "rate": (("otherwise",),),
    }
    assert arrow_between(picture, "asking", "part").labels == (("failure",),)
    assert arrow_between(picture, "asking", "bye").labels == (("no reply in time",),)
    assert arrow_between(picture, "part", "bye").labels == (("refused",),)


def test_a_node_that_only_a_wish_leads_to_hangs_on_the_panel(whole: Scenario) -> None:
    assert arrow_between(picture_of(whole), "", "later").labels == (("call_later",),)


def test_ends_to_silence_that_nobody_wrote_are_left_out(whole: Scenario) -> None:
    kinds = {arrow.kind for arrow in picture_of(whole).arrows}
    assert not kinds & {ExitKind.SILENCE, ExitKind.NOMATCH}


def test_every_step_can_be_drawn_everywhere(whole: Scenario, tmp_path: Path) -> None:
    draw(whole, tmp_path / "graph.svg")
    draw(whole, tmp_path / "graph.mmd")
    text = (tmp_path / "graph.mmd").read_text(encoding="utf-8")
    assert '[["<b>part</b>' in text
    assert '{{"<b>known</b>"}}' in text


@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_every_shipped_scenario_can_be_drawn(path: Path, tmp_path: Path) -> None:
    draw(load_scenario(path), tmp_path / "graph.svg")
    draw(load_scenario(path), tmp_path / "graph.mmd")


def half_tested(scenario: Scenario) -> Traffic:
    """Tests that end at the first question."""
    talk: list[Action] = [
        EnterNode(node="known"),
        LeaveNode(node="known", exit="choose.0", target="question"),
        EnterNode(node="question"),
    ]
    return traffic_of_tests(coverage_of(scenario, [talk, talk]))


MACHINES = """
    scenario: s
    answering: {machine: message, secretary: message}
    start: ask
    nodes:
      ask: {ask: Это робот. Удобно?, on: {yes: hang_up}}
      message: {say: Перезвоните нам., hang_up: true}
"""


def test_what_machines_are_told_is_drawn_with_the_tests_that_had_one(
    tmp_path: Path,
) -> None:
    scenario = load_scenario(write(tmp_path, MACHINES))
    met = LeaveNode(node="ask", exit="answering.machine", target="message")
    talk: list[Action] = [EnterNode(node="ask"), met, EnterNode(node="message")]
    picture = picture_of(scenario, traffic_of_tests(coverage_of(scenario, [talk])))
    machine, secretary = (
        arrow for arrow in picture.arrows if arrow.target == "message"
    )
    assert (machine.labels, secretary.labels) == (
        (("machine ×1",),),
        (("secretary",),),
    )
    assert not arrow_look(picture, machine).is_dashed
    assert arrow_look(picture, secretary).is_dashed


def test_tests_colour_what_they_met_and_what_they_missed(whole: Scenario) -> None:
    picture = picture_of(whole, half_tested(whole))
    boxes = {box.name: box for box in picture.boxes}
    assert boxes["known"].mark == "×2"
    assert boxes["rate"].mark == "missed"
    assert not box_look(picture, boxes["known"]).is_dashed
    assert box_look(picture, boxes["rate"]).is_dashed
    met = arrow_between(picture, "known", "question")
    assert met.labels == (("1) debt > 50000 ×2",),)
    assert not arrow_look(picture, met).is_dashed
    assert arrow_look(picture, arrow_between(picture, "known", "rate")).is_dashed


def test_the_title_tells_how_much_is_tested(whole: Scenario) -> None:
    assert half_tested(whole).sentences == (
        "tests: nodes 28 % (2 of 7)",
        "branches 10 % (1 of 10)",
    )


CALLED = Traffic(
    kind=TrafficKind.CALLS,
    talks=200,
    nodes={"known": 200, "question": 150, "rate": 1},
    branches={
        ("known", "choose.0"): 150,
        ("known", "choose.2"): 1,
        ("rate", "globals.call_later"): 4,
    },
    sentences=("talks: 200",),
    lost={"question": 30},
    outcomes={"hung_up": 30, "callback": 4},
)


def test_calls_are_told_in_shares_and_where_they_broke_off(whole: Scenario) -> None:
    picture = picture_of(whole, CALLED)
    boxes = {box.name: box for box in picture.boxes}
    assert boxes["question"].mark == "150 (75 %)"
    assert boxes["question"].losses == "hung up here: 30 (20 %)"
    assert boxes["rate"].mark == "1 (<1 %)"
    assert picture.everywhere is not None
    assert "call_later → later: 4" in picture.everywhere.rows
    assert picture.outcomes is not None
    assert picture.outcomes.rows == ("hung_up: 30 (15 %)", "callback: 4 (2 %)")


def test_the_more_calls_the_wider_the_arrow(whole: Scenario) -> None:
    picture = picture_of(whole, CALLED)
    widths = [
        arrow_look(picture, arrow_between(picture, "known", target)).width
        for target in ("question", "rate", "asking")
    ]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 3


def test_mermaid_shows_the_same_traffic(whole: Scenario, tmp_path: Path) -> None:
    text = to_mermaid(picture_of(whole, CALLED))
    assert "talks: 200" in text
    assert "150 (75 %)" in text
    assert "✕ hung up here: 30 (20 %)" in text
    arrows = [line for line in text.splitlines() if "-->" in line or "-.->" in line]
    wide = next(n for n, line in enumerate(arrows) if "debt #gt; 50000" in line)
    assert f"linkStyle {wide} stroke:" in text
    draw(whole, tmp_path / "graph.svg", CALLED)
    assert "talks: 200" in (tmp_path / "graph.svg").read_text(encoding="utf-8")


def test_any_title_is_read_back_from_mermaid(tmp_path: Path) -> None:
    title = 'Опрос "А\\Б": #1'
    text = f"scenario: odd\ntitle: '{title}'\nnodes: {{a: {{say: Да., hang_up: true}}}}"
    drawn = to_mermaid(picture_of(load_scenario(write(tmp_path, text))))
    _before, head, _graph = drawn.split("---\n", maxsplit=2)
    assert yaml.safe_load(head) == {"title": title}
