"""`voicebot simulate` shows what a campaign will come to, and says what is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voicebot.cli.main import voicebot
from voicebot.errors import CampaignError
from voicebot.settings import PROJECT_DIR

FROM = ("--starts", "2026-11-23T09:00+03:00")


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICEBOT_LANG", "en")


def run(*words: object) -> Result:
    done = CliRunner().invoke(voicebot, ["simulate", *map(str, words)])
    if done.exception is not None:
        raise done.exception
    return done


def test_the_published_case_is_told_as_json() -> None:
    options = ("--contacts", 100, "--lines", 2, "--json", *FROM)
    done = run("base_refresh", *options)
    told = json.loads(done.stdout)
    assert told["lists"]["недоступен"] == {"expected": 38, "reached": 38}
    assert told["is_split_true"]
    assert told["violations"] == 0
    assert [each["lines"] for each in told["days_by_lines"]] == [1, 2, 4, 8]
    assert json.loads(run("base_refresh", *options).stdout) == told


def test_a_manager_reads_tables_and_what_the_campaign_lacks() -> None:
    done = run("base_refresh", "--contacts", 100, "--lines", 2, "--no-plan", *FROM)
    assert "Where people ended" in done.stdout
    assert "Everybody whose list is known beforehand ended in it." in done.stdout
    assert "Days by lines" not in done.stdout
    assert "a second" in done.stderr
    assert "the campaign will not start" in done.stderr


def test_people_of_another_scenario_are_refused() -> None:
    with pytest.raises(CampaignError, match=r"survey\.yaml:5:1: .* name other people"):
        run("base_refresh", "--population", "survey", *FROM)


def test_a_population_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match=r"nobody\.yaml cannot be read"):
        run("base_refresh", "--population", tmp_path / "nobody.yaml", *FROM)


def test_a_campaign_without_people_says_how_to_name_some(tmp_path: Path) -> None:
    path = tmp_path / "lonely.yaml"
    shipped = (PROJECT_DIR / "dialogs" / "campaigns" / "base_refresh.yaml").read_text()
    path.write_text(shipped.replace("campaign: base_refresh", "campaign: lonely"))
    with pytest.raises(CampaignError, match="name another with --population"):
        run(path, *FROM)
    done = run(path, "--population", "base_refresh", "--contacts", 20, "--no-plan")
    assert "Where people ended" in done.stdout
