import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voicebot.cli.main import voicebot
from voicebot.errors import ScenarioError
from voicebot.scenario.draft import Draft, drafted
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import PROJECT_DIR


@pytest.fixture(autouse=True)
def _here(tmp_path: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(tmp_path)
    yield
    os.chdir(before)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(voicebot, arguments)


def complaint(*arguments: str) -> str:
    result = run("new", *arguments)
    assert isinstance(result.exception, ScenarioError), result.output
    return str(result.exception)


def test_a_new_scenario_has_no_findings_and_tests_that_take_every_branch() -> None:
    assert run("new", "feedback").stdout == "feedback.yaml\nfeedback.tests.yaml\n"
    checked = run("check", "feedback.yaml")
    assert (checked.exit_code, checked.stdout) == (0, "")
    tested = run("test", "feedback.yaml", "--fail-under", "100")
    assert tested.exit_code == 0, tested.output


def test_it_fits_on_one_screen() -> None:
    run("new", "feedback")
    lines = Path("feedback.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 55
    assert max(map(len, lines)) <= 110


def test_title_and_company_stand_in_its_texts() -> None:
    run("new", "кофейня", "--title", 'Отзыв: "кофе"', "--company", "Зерно и Ко")
    scenario = load_scenario(Path("кофейня.yaml"))
    assert (scenario.name, scenario.title) == ("кофейня", 'Отзыв: "кофе"')
    assert scenario.about
    assert "«Зерно и Ко»" in scenario.about.source
    assert run("test", "кофейня.yaml").exit_code == 0


def test_it_goes_into_a_folder_which_may_be_new() -> None:
    made = run("new", "x", "--folder", "a/b").stdout.split()
    assert made == ["a/b/x.yaml", "a/b/x.tests.yaml"]
    assert all(Path(path).is_file() for path in made)


@pytest.mark.parametrize("taken", ["x.yaml", "x.tests.yaml"])
def test_nothing_is_ever_overwritten(taken: str) -> None:
    Path(taken).write_text("mine")
    assert f"{taken} is already here" in complaint("x")
    assert Path(taken).read_text() == "mine"
    assert [path.name for path in Path().iterdir()] == [taken]


@pytest.mark.parametrize(
    "name", ["", " ", "../x", "a/b", "a b", ".x", "-x", "x.y", "x" * 61, "x\n"]
)
def test_what_cannot_be_a_files_name_is_refused(name: str) -> None:
    assert "cannot be the name of a scenario" in complaint("--", name)
    assert list(Path().iterdir()) == []


def test_a_name_with_its_ending_is_told_to_lose_it() -> None:
    assert "without .yaml: x" in complaint("x.yaml")


@pytest.mark.parametrize("company", ["", "«Зерно»", "{x}", 'a"b', "a\nb", "a: b # c"])
def test_a_company_that_would_spoil_the_texts_is_refused(company: str) -> None:
    assert "cannot stand in a text" in complaint("x", "--company", company)


def test_a_folder_that_is_a_file_is_one_sentence() -> None:
    Path("taken").write_text("")
    assert "cannot be written" in complaint("x", "--folder", "taken")


def shipped() -> list[str]:
    found = sorted((PROJECT_DIR / "dialogs").glob("*.tests.yaml"))
    return [path.name.removesuffix(".tests.yaml") for path in found]


@pytest.mark.parametrize("model", shipped())
def test_a_copy_of_a_shipped_scenario_passes_its_own_tests(model: str) -> None:
    made = run("new", "mine", "--from", model, "--title", "Моё")
    assert made.exit_code == 0, made.exception
    scenario = load_scenario(Path("mine.yaml"))
    assert (scenario.name, scenario.title) == ("mine", "Моё")
    tested = run("test", "mine.yaml")
    assert tested.exit_code == 0, tested.output


def test_a_copy_speaks_for_the_company_that_is_named() -> None:
    run("new", "mine", "--from", "credit_lead", "--company", "Быстрый займ")
    text = Path("mine.yaml").read_text(encoding="utf-8")
    assert "«Быстрый займ»" in text
    assert "Кредитная компания" not in text


def test_comments_of_a_shipped_scenario_come_along() -> None:
    run("new", "mine", "--from", "credit_lead")
    shipped_text = (PROJECT_DIR / "dialogs" / "credit_lead.yaml").read_text("utf-8")
    copied = Path("mine.yaml").read_text(encoding="utf-8")
    assert copied.count("#") == shipped_text.count("#")


def test_a_model_that_is_not_shipped_comes_with_a_guess() -> None:
    assert 'did you mean "credit_lead"?' in complaint("x", "--from", "credit_led")


def test_editors_find_the_schemas() -> None:
    run("new", "own")
    run("new", "copy", "--from", "credit_lead")
    for name in ("own.yaml", "own.tests.yaml", "copy.yaml"):
        first = Path(name).read_text(encoding="utf-8").partition("\n")[0]
        assert Path(first.partition("$schema=")[2]).is_file(), first


def test_within_the_project_the_way_to_the_schema_is_short() -> None:
    texts = drafted(Draft(name="mine"), PROJECT_DIR / "dialogs")
    assert b"$schema=../voicebot/scenario/schema.json\n" in texts["mine.yaml"]
