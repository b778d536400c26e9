import json
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from voicebot.cli.test import command
from voicebot.errors import ScenarioError
from voicebot.scenario.coverage import coverages_from

PHRASES = """\
version: "3.1"
nlu:
- intent: yes
  examples: |
    - да
    - конечно
- intent: repeat
  examples: |
    - повторите
    - что вы сказали
- intent: no
  examples: |
    - нет
    - не надо
"""

SCENARIO = """\
scenario: shop
about: Это робот.
nodes:
  ask: {ask: "Это робот. Удобно?", on: {yes: good, no: hang_up}}
  good: {say: Хорошо., outcome: good, hang_up: true}
"""

TESTS = """\
- test: соглашается
  talk:
    - caller: да
    - bot: Хорошо
"""


@pytest.fixture
def dialogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "dialogs"
    (folder / "phrases").mkdir(parents=True)
    (folder / "phrases" / "answers.yml").write_text(PHRASES, encoding="utf-8")
    (folder / "shop.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "shop.tests.yaml").write_text(TESTS, encoding="utf-8")
    monkeypatch.setenv("VOICEBOT_FOLDERS__DIALOGS", str(folder))
    monkeypatch.setenv("VOICEBOT_FOLDERS__VAR", str(tmp_path / "var"))
    return folder


def run(*arguments: str | Path, color: bool = False) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments], color=color)


def test_all_shipped_scenarios_are_tested_when_none_is_named(dialogs: Path) -> None:
    result = run()
    assert result.exit_code == 0, result.exception
    assert result.stdout.startswith(f"{dialogs / 'shop.tests.yaml'} .\n")
    assert "Tests passed: 1, failed: 0" in result.stdout


def test_files_below_the_working_folder_are_named_from_there(
    dialogs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dialogs.parent)
    assert run().stdout.startswith("dialogs/shop.tests.yaml .\n")


def test_the_table_names_what_no_test_met(dialogs: Path) -> None:
    shown = run(dialogs / "shop.yaml").stdout
    assert [line.split() for line in shown.splitlines() if line.startswith("s")] == [
        ["scenario", "tests", "nodes", "branches"],
        ["shop", "1", "100%", "50%"],
    ]
    place = f"{dialogs / 'shop.yaml'}:4:"
    assert f"{place} no test takes the branch ask → on.no → hang_up" in shown
    assert "no test takes" not in run("--no-coverage").stdout
    assert "no test takes" not in run("-k", "соглашается").stdout


def test_a_failed_test_gives_exit_code_one_its_line_and_the_talk(
    dialogs: Path,
) -> None:
    path = dialogs / "shop.tests.yaml"
    path.write_text(TESTS.replace("Хорошо", "Плохо"), encoding="utf-8")
    result = run(path)
    assert result.exit_code == 1
    talk = f"""\
        {path}:4: the robot does not say this
            expected: Плохо
            happened: Хорошо.

            robot:  Это робот. Удобно?
            caller: да
                    yes 1.00: phrase: да
                    ask → on.yes → good
            robot:  Хорошо.
                    outcome so far: good
        """
    assert dedent(talk) in result.stdout
    assert "shop: соглашается" in result.stdout


def test_a_terminal_gets_colours_and_a_pipe_none(dialogs: Path) -> None:
    assert dialogs.exists()
    assert "\x1b[" in run(color=True).stdout
    assert "\x1b[" not in run().stdout


@pytest.mark.parametrize(("bound", "code"), [("50", 0), ("50.1", 1), ("100", 1)])
def test_too_little_coverage_gives_exit_code_one(
    dialogs: Path, bound: str, code: int
) -> None:
    assert dialogs.exists()
    result = run("--fail-under", bound)
    assert result.exit_code == code
    assert ("Coverage is under" in result.stderr) is bool(code)
    assert run("--fail-under", bound, "-k", "соглашается").exit_code == 0


def test_a_scenario_without_tests_is_not_covered_at_all(dialogs: Path) -> None:
    (dialogs / "shop.tests.yaml").unlink()
    result = run("--fail-under", "1")
    assert result.exit_code == 1
    assert "Tests passed: 0, failed: 0" in result.stdout
    assert 'no test comes to the node "good"' in result.stdout


def test_reports_are_written_where_they_are_asked_for(
    dialogs: Path, tmp_path: Path
) -> None:
    junit, coverage = tmp_path / "junit.xml", tmp_path / "coverage.json"
    result = run("--junit", junit, "--coverage-json", coverage)
    assert result.exit_code == 0
    assert ET.fromstring(junit.read_text("utf-8")).get("tests") == "1"
    counts = coverages_from(coverage.read_text("utf-8"))["shop"]
    assert counts.branches["ask", "on.yes"] == 1
    assert ("ask", "on.no") in counts.missing_branches
    assert dialogs.exists()


def test_json_is_all_that_stdout_has(dialogs: Path) -> None:
    result = run("--json", dialogs)
    whole = json.loads(result.stdout)
    assert (whole["passed"], whole["failed"]) == (1, 0)


def test_a_slip_in_a_test_is_bad_input(dialogs: Path) -> None:
    (dialogs / "shop.tests.yaml").write_text(TESTS.replace("bot", "robt"))
    result = run()
    assert isinstance(result.exception, ScenarioError)
    assert 'shop.tests.yaml:4:7: "robt" means nothing here' in str(result.exception)


def test_a_report_that_cannot_be_written_is_one_sentence(
    dialogs: Path, tmp_path: Path
) -> None:
    result = run("--junit", tmp_path / "none" / "junit.xml", dialogs)
    assert isinstance(result.exception, ScenarioError)
    assert "junit.xml cannot be written" in str(result.exception)
