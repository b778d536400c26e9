import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voicebot.cli.graph import command
from voicebot.errors import ScenarioError, VoicebotError

CREDIT = "dialogs/credit_lead.yaml"


def drawn(output: Path, *arguments: str, scenario: str = CREDIT) -> Result:
    return CliRunner().invoke(command, [scenario, "-o", str(output), *arguments])


def test_a_scenario_is_drawn_to_the_named_file(tmp_path: Path) -> None:
    output = tmp_path / "graph.mmd"
    result = drawn(output)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "greeting" in output.read_text(encoding="utf-8")


def test_a_scenario_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = drawn(tmp_path / "graph.svg", scenario=str(tmp_path / "none.yaml"))
    assert isinstance(result.exception, ScenarioError)
    assert str(tmp_path) in str(result.exception)


def test_coverage_runs_the_tests_beside_the_scenario(tmp_path: Path) -> None:
    output = tmp_path / "graph.mmd"
    result = drawn(output, "--coverage")
    assert result.exit_code == 0
    assert "branches 100 %" in result.stderr
    assert "branches 100 %" in output.read_text(encoding="utf-8")


def test_coverage_of_a_scenario_without_tests_is_told(tmp_path: Path) -> None:
    lonely = tmp_path / "lonely.yaml"
    lonely.write_text("scenario: a\nnodes: {a: {say: Да., hang_up: true}}\n")
    result = drawn(tmp_path / "graph.svg", "--coverage", scenario=str(lonely))
    assert "has no tests beside it" in str(result.exception)


def test_failed_tests_are_told_and_drawn_all_the_same(tmp_path: Path) -> None:
    lonely = tmp_path / "lonely.yaml"
    lonely.write_text("scenario: a\nnodes: {a: {say: Да., hang_up: true}}\n")
    (tmp_path / "lonely.tests.yaml").write_text(
        "tests:\n- test: it says no\n  talk:\n  - bot: Нет.\n"
    )
    output = tmp_path / "graph.mmd"
    result = drawn(output, "--coverage", scenario=str(lonely))
    assert "tests that failed: 1" in result.stderr
    assert output.exists()


def coverage_file(folder: Path, scenario: str) -> Path:
    path = folder / "coverage.json"
    counts = {"scenario": scenario, "nodes": {"greeting": 3}, "branches": []}
    path.write_text(json.dumps({"coverage": [counts]}), encoding="utf-8")
    return path


def test_coverage_can_come_from_a_file_of_earlier_tests(tmp_path: Path) -> None:
    given = coverage_file(tmp_path, "credit_lead")
    output = tmp_path / "graph.mmd"
    assert drawn(output, "--coverage-json", str(given)).exit_code == 0
    text = output.read_text(encoding="utf-8")
    assert "<b>greeting</b> ×3" in text
    assert "<b>rejected</b> missed" in text


def test_a_file_of_other_scenarios_coverage_is_told(tmp_path: Path) -> None:
    given = coverage_file(tmp_path, "other")
    result = drawn(tmp_path / "graph.mmd", "--coverage-json", str(given))
    assert "tells nothing of credit_lead" in str(result.exception)


@pytest.mark.parametrize("content", [None, b"\xff", b"[1]"])
def test_a_file_that_is_no_coverage_is_told(
    tmp_path: Path, content: bytes | None
) -> None:
    given = tmp_path / "coverage.json"
    if content is not None:
        given.write_bytes(content)
    result = drawn(tmp_path / "graph.mmd", "--coverage-json", str(given))
    assert isinstance(result.exception, ScenarioError)


def test_calls_without_a_folder_are_those_of_the_settings(tmp_path: Path) -> None:
    recordings = tmp_path / "kept"
    recordings.mkdir()
    config = tmp_path / "voicebot.yaml"
    config.write_text(f"folders: {{recordings: {recordings}}}\n", encoding="utf-8")
    output = tmp_path / "graph.mmd"
    result = drawn(output, "--config", str(config), "--calls")
    assert result.exit_code == 0
    assert f"{recordings}: no answered call" in result.stderr
    assert "talks: 0" in output.read_text(encoding="utf-8")


def test_two_ways_to_colour_are_one_too_many(tmp_path: Path) -> None:
    result = drawn(tmp_path / "graph.mmd", "--coverage", "--calls", str(tmp_path))
    assert isinstance(result.exception, VoicebotError)
    assert "keep one" in str(result.exception)
    assert not (tmp_path / "graph.mmd").exists()
