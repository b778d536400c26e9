import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.scenario.talking import DIALOGS, write
from voicebot.errors import ScenarioError
from voicebot.scenario.drawing.draw import draw
from voicebot.scenario.drawing.mermaid import to_mermaid
from voicebot.scenario.drawing.compose import picture_of
from voicebot.scenario.loader import load_scenario

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
