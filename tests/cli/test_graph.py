from pathlib import Path

from click.testing import CliRunner

from voicebot.cli.graph import command
from voicebot.errors import ScenarioError

CREDIT = "dialogs/credit_lead.yaml"


def test_a_scenario_is_drawn_to_the_named_file(tmp_path: Path) -> None:
    output = tmp_path / "graph.mmd"
    result = CliRunner().invoke(command, [CREDIT, "-o", str(output)])
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "greeting" in output.read_text(encoding="utf-8")


def test_a_scenario_that_is_not_there_is_told(tmp_path: Path) -> None:
    arguments = [str(tmp_path / "none.yaml"), "-o", str(tmp_path / "graph.svg")]
    result = CliRunner().invoke(command, arguments)
    assert isinstance(result.exception, ScenarioError)
    assert str(tmp_path) in str(result.exception)
