"""What a campaign manager types, and what is answered."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import URL

from tests.store.conftest import (  # noqa: F401  # fixtures of a real PostgreSQL
    database,
    empty_database,
    server,
)
from voicebot.cli.main import voicebot
from voicebot.errors import CampaignError, VoicebotError
from voicebot.settings import PROJECT_DIR

RULES = """\
campaign: leads
scenario: credit_lead
zones: [Europe/Moscow]
retries:
  no_answer: {series: [{attempts: 3, every: 2h}], then: недозвон}
lists: {interested: интересно, rejected: отсев}
legal: {consent: анкета, contract: № 15, label: Кредит}
"""
ANNA = "+79161234567"


class Desk:
    """A manager at a terminal, in a folder of their own."""

    def __init__(self, folder: Path, config: Path) -> None:
        self.folder = folder
        self.config = config

    def done(self, *words: object) -> Result:
        arguments = [*map(str, words), "--config", str(self.config)]
        return CliRunner().invoke(voicebot, arguments)

    def says(self, *words: object) -> str:
        done = self.done(*words)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.stdout

    def facts(self, *words: object) -> Any:
        return json.loads(self.says(*words, "--json"))

    def refuses(self, *words: object) -> str:
        with pytest.raises(VoicebotError) as raised:
            self.says(*words)
        return str(raised.value)

    def rules(self, text: str = RULES, name: str = "leads.yaml") -> Path:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def base(self, *numbers: str) -> Path:
        path = self.folder / "base.csv"
        lines = ["Телефон;client_name", *(f"{each};Анна" for each in numbers)]
        path.write_text("\n".join(lines), "utf-8")
        return path

    def created(self) -> None:
        """With Anna in it, since a Monday at ten."""
        self.says("campaign", "create", self.rules())
        moment = "2026-11-23T10:00+03:00"
        loads = ("campaign", "import", "leads", self.base(ANNA), "--yes")
        self.says(*loads, "--now", moment)


@pytest.fixture
def desk(tmp_path: Path, database: URL) -> Iterator[Desk]:  # noqa: F811  # the fixture
    url = database.set(drivername="postgresql")
    config = tmp_path / "voicebot.yaml"
    address = url.render_as_string(hide_password=False)
    config.write_text(json.dumps({"database": {"url": address}}), "utf-8")
    before = Path.cwd()
    os.chdir(tmp_path)
    yield Desk(tmp_path, config)
    os.chdir(before)


def test_every_command_of_the_group_tells_what_it_does() -> None:
    shown = CliRunner().invoke(voicebot, ["campaign", "--help"]).stdout
    for name in [
        "check",
        "create",
        "edit",
        "export",
        "import",
        "list",
        "new",
        "pause",
        "report",
        "start",
    ]:
        told = CliRunner().invoke(voicebot, ["campaign", name, "--help"])
        assert told.exit_code == 0, told.output
        assert f"  {name} " in shown


def test_templates_are_listed_with_a_line_each(desk: Desk) -> None:
    found = {each["template"]: each["line"] for each in desk.facts("campaign", "new")}
    assert set(found) == {
        "appointment",
        "base_refresh",
        "callback_controller",
        "credit_lead",
        "messenger_followup",
        "operator_connect",
        "payment_reminder",
        "survey",
    }
    assert all(line.endswith(".") for line in found.values())
    assert "\n".join(f"{name}" for name in found) in "\n".join(
        line.split()[0] for line in desk.says("campaign", "new").splitlines()
    )


@pytest.mark.parametrize(
    "template",
    [path.stem for path in sorted((PROJECT_DIR / "dialogs/campaigns").glob("*.yaml"))],
)
def test_a_new_campaign_lacks_only_what_its_manager_knows(
    desk: Desk, template: str
) -> None:
    new = ("campaign", "new", "mine", "--template", template, "--folder", "own")
    rules, scenario, *_rest = desk.facts(*new)["files"]
    assert (rules, scenario) == ("own/campaigns/mine.yaml", "own/mine.yaml")
    assert desk.done("check", scenario).exit_code == 0
    own = json.dumps({"folders": {"dialogs": str(desk.folder / "own")}})
    desk.config.write_text(own, "utf-8")
    found = desk.facts("campaign", "check", rules)
    errors = [each["about"] for each in found["remarks"] if each["weight"] == "error"]
    assert set(errors) == {"law"}


def test_title_and_company_stand_in_a_new_campaign(desk: Desk) -> None:
    new = ("campaign", "new", "mine", "-t", "base_refresh", "--folder", "own")
    desk.says(*new, "--company", "Зерно", "--title", 'Наши: "все"')
    text = (desk.folder / "own/campaigns/mine.yaml").read_text("utf-8")
    assert 'title: "Наши: \\"все\\""' in text
    assert "label: Зерно\n" in text
    assert "Это «Зерно»" in text
    assert "already here" in desk.refuses(*new)


def test_what_new_cannot_do_is_a_sentence(desk: Desk) -> None:
    told = desk.refuses("campaign", "new", "mine", "-t", "credit_led")
    assert 'did you mean "credit_lead"?' in told
    assert "both are needed" in desk.refuses("campaign", "new", "mine")


def test_check_names_everything_that_would_stop_it(desk: Desk) -> None:
    lacking = RULES.replace("анкета", '""').replace("№ 15", '""')
    lacking = lacking.replace("scenario: credit_lead", "scenario: credit_led")
    done = desk.done("campaign", "check", desk.rules(lacking))
    assert done.exit_code == 1
    assert done.stdout.count("✗") == 3
    assert 'there is no scenario "credit_led"' in done.stdout
    unknown = desk.rules(RULES.replace("rejected:", "rejectd:"))
    found = desk.facts("campaign", "check", unknown)
    assert not found["can_start"]
    (error,) = [each for each in found["remarks"] if each["weight"] == "error"]
    assert "leads.yaml:6" in error["sentence"]


def test_check_tells_of_mobile_numbers_without_a_zone(desk: Desk) -> None:
    far = desk.rules(RULES.replace("zones: [Europe/Moscow]\n", ""))
    assert "60 minutes a day only" in desk.says("campaign", "check", far)
    assert "minutes a day" not in desk.says("campaign", "check", desk.rules())


def test_check_tells_of_the_law_s_caps_and_the_campaign_s_days(desk: Desk) -> None:
    text = f"{RULES}laws: [ru_debt_230fz]\nstarts: 2026-12-01 09:00\n"
    told = desk.says("campaign", "check", desk.rules(f"{text}ends: 2026-12-05 18:00\n"))
    assert "at most 1 a day, 2 in 7 days, 8 in 31 days" in told
    now = ("--now", "2026-11-23T10:00+03:00")
    told = desk.says("campaign", "check", desk.folder / "leads.yaml", *now)
    assert "nobody is called before 01.12.2026 09:00" in told
    assert "it ends by itself at 05.12.2026 18:00" in told
    late = ("--now", "2026-12-06T10:00+03:00")
    done = desk.done("campaign", "check", desk.folder / "leads.yaml", *late)
    assert done.exit_code == 1
    assert "write a later `ends`" in done.stdout


def test_a_file_that_cannot_be_read_is_a_sentence(desk: Desk) -> None:
    assert "leads.yaml:1" in desk.refuses("campaign", "create", desk.rules("campaign:"))
    gone = desk.folder / "gone.yaml"
    for command in ("create", "check"):
        assert "cannot be read" in desk.refuses("campaign", command, gone)


def test_each_move_says_what_it_did_and_is_refused_where_it_makes_no_sense(
    desk: Desk,
) -> None:
    desk.created()
    assert "was never started" in desk.refuses("campaign", "pause", "leads")
    started = desk.facts("campaign", "start", "leads")
    assert started["sentence"].startswith("leads runs; ")
    assert any("dials for no campaign" in each for each in started["warnings"])
    assert "runs already" in desk.refuses("campaign", "start", "leads")
    assert desk.facts("campaign", "pause", "leads")["status"] == "paused"
    assert "is paused already" in desk.refuses("campaign", "pause", "leads")
    assert "campaign resume" in desk.refuses("campaign", "start", "leads")
    assert "leads runs again" in desk.says("campaign", "resume", "leads")
    assert "its contacts and results stay" in desk.says("campaign", "stop", "leads")
    assert "stopped already" in desk.refuses("campaign", "resume", "leads")
    assert desk.facts("campaign", "start", "leads")["contacts"] == 1
    assert 'did you mean "leads"?' in desk.refuses("campaign", "stop", "lead")


def test_without_consent_a_campaign_neither_starts_nor_resumes(desk: Desk) -> None:
    desk.created()
    lacking = desk.rules(RULES.replace("анкета", '""'), "lacking.yaml")
    desk.says("campaign", "edit", "leads", lacking)
    told = desk.refuses("campaign", "start", "leads")
    assert told.startswith("leads cannot start: the campaign names no consent")
    assert desk.facts("campaign", "list")[0]["status"] == "draft"
    desk.says("campaign", "edit", "leads", desk.rules())
    desk.says("campaign", "start", "leads")
    assert "must have what the law" in desk.refuses(
        "campaign", "edit", "leads", lacking
    )


def test_an_edit_while_it_runs_tells_what_changes(desk: Desk) -> None:
    desk.created()
    desk.says("campaign", "start", "leads")
    other = desk.rules(f"{RULES}lines: 7\n".replace("every: 2h", "every: 1h"))
    found = desk.facts("campaign", "edit", "leads", other)
    assert (found["revision"], found["changes"]) == (
        2,
        [
            {
                "key": "retries.no_answer.series.1.every",
                "before": "2h",
                "after": "1h",
            },
            {"key": "lines", "before": None, "after": "7"},
        ],
    )
    assert "nothing changes" in desk.says("campaign", "edit", "leads", other)
    renamed = desk.rules(RULES.replace("campaign: leads", "campaign: other"))
    assert "not of this one" in desk.refuses("campaign", "edit", "leads", renamed)


def test_a_campaign_is_watched_a_line_of_json_a_look(desk: Desk) -> None:
    desk.created()
    watch = ("campaign", "watch", "leads", "--every", "10ms")
    lines = desk.says(*watch, "--times", "2", "--json").splitlines()
    looks = [json.loads(line) for line in lines]
    assert [(look["contacts"], look["lines"]) for look in looks] == [(1, 0), (1, 0)]
    shown = desk.says(*watch, "--times", "1")
    assert "lines busy" in shown
    assert "there is no campaign" in desk.refuses("campaign", "watch", "other")


def test_watching_ends_without_a_complaint_when_it_is_interrupted(desk: Desk) -> None:
    desk.created()
    watch = ("watch", "leads", "--every", "50ms", "--json", "--config", desk.config)
    with subprocess.Popen(
        [sys.executable, "-m", "voicebot", "campaign", *map(str, watch)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PROJECT_DIR,
    ) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["campaign"] == "leads"
        process.send_signal(signal.SIGINT)
        _rest, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (0, "")


def test_why_names_every_ground_and_the_moment(desk: Desk) -> None:
    desk.created()
    at_night = ("why", "8 916 123-45-67", "--now", "2026-11-23T02:00+03:00")
    (found,) = desk.facts(*at_night)["campaigns"]
    grounds = [each["why"] for each in found["grounds"]]
    assert grounds == [None, "not_yet", "outside_window"]
    assert found["next_at"] == "2026-11-23T10:00:00+03:00"
    shown = desk.says(*at_night)
    assert "the campaign was not started" in shown
    assert "from 23.11.2026 10:00 (Europe/Moscow)" in shown
    desk.says("campaign", "start", "leads")
    by_day = desk.says("why", ANNA, "--now", "2026-11-23T10:00+03:00")
    assert "nothing stands against it" in by_day


def test_a_number_that_nobody_knows_is_a_sentence_and_none_is_refused(
    desk: Desk,
) -> None:
    assert "nobody knows it" in desk.says("why", "+74951234567")
    assert desk.facts("why", "+74951234567")["is_known"] is False
    assert "is no telephone number" in desk.refuses("why", "мама")


def test_a_report_of_nothing_yet_is_a_report(desk: Desk) -> None:
    desk.created()
    shown = desk.says("campaign", "report", "leads")
    assert "nobody was dialled yet" in shown
    found = desk.facts("campaign", "report", "leads", "--goal", "отсев")
    assert (found["contacts"], found["attempts"], found["goal"]) == (1, 0, "отсев")
    for form in ("svg", "png", "html"):
        file = desk.folder / f"x.{form}"
        desk.says("campaign", "report", "leads", "-o", file)
        assert file.stat().st_size > 1000
    assert "a report is one of" in desk.refuses(
        "campaign", "report", "leads", "-o", desk.folder / "x.pdf"
    )


def test_no_campaigns_are_an_empty_list(desk: Desk) -> None:
    assert desk.facts("campaign", "list") == []
    assert desk.says("campaign", "list") == ""
    desk.created()
    assert "leads" in desk.says("campaign", "list")


def test_a_campaign_is_created_once(desk: Desk) -> None:
    desk.created()
    with pytest.raises(CampaignError, match='there is a campaign "leads" already'):
        desk.says("campaign", "create", desk.rules())


def test_of_two_who_start_it_at_once_one_is_refused(desk: Desk) -> None:
    desk.created()
    words = [sys.executable, "-m", "voicebot", "campaign", "start", "leads"]
    both = [
        subprocess.Popen(
            [*words, "--config", str(desk.config)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=PROJECT_DIR,
        )
        for _one in range(2)
    ]
    told = [process.communicate(timeout=60) for process in both]
    assert sorted(process.returncode for process in both) == [0, 2]
    assert "runs already" in "".join(stderr for _stdout, stderr in told)
