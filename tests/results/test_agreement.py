"""Whatever is told of a campaign, and by whatever output, adds up to the same."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook
from rich.console import Console
from sqlalchemy import URL, update
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.results.base import fill, on, whose
from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.rules import CampaignRules
from voicebot.cli.campaign_report_tables import report_tables
from voicebot.results.as_json import results_json
from voicebot.results.drawing import draw
from voicebot.results.export import Exported, Wanted, export
from voicebot.results.gathering import gather
from voicebot.results.page import page
from voicebot.results.results import Results, Step
from voicebot.store.tables import CONTACTS

MOSCOW = ZoneInfo("Europe/Moscow")
PEOPLE = 40
"""Ten in each of three lists, ten in none."""


@pytest.fixture
def results(database: URL) -> Results:
    async def gathered(connection: AsyncConnection) -> Results:
        return await gather(connection, whose(await fill(connection, PEOPLE)))

    return on(database, gathered)


def exported(url: URL, file: Path, only_list: str | None = None) -> Exported:
    async def written(connection: AsyncConnection) -> Exported:
        campaign_id = await fill(connection, PEOPLE)
        wanted = Wanted(campaign_id=campaign_id, only_list=only_list)
        return await export(connection, wanted, file)

    return on(url, written)


def test_every_contact_is_in_a_list_or_waits_and_every_attempt_is_counted_once(
    results: Results,
) -> None:
    assert results.contacts == PEOPLE
    assert sum(results.lists.values()) + results.waiting == results.contacts
    assert sum(results.dispositions.values()) == results.attempts == 60
    assert sum(each.attempts for each in results.hours) == results.attempts
    answered = results.dispositions[AttemptResult.ANSWERED]
    assert sum(each.answered for each in results.hours) == answered
    assert sum(results.outcomes.values()) == answered == 20


def test_each_step_of_the_funnel_has_no_more_people_than_the_one_before(
    results: Results,
) -> None:
    assert dict(results.funnel) == {
        Step.LOADED: 40,
        Step.DIALLED: 30,
        Step.REACHED: 20,
        Step.TALKED: 10,
        Step.GOAL: 10,
    }
    assert results.funnel[Step.GOAL] == results.lists["интересно"]


def test_hours_are_those_of_who_is_called(results: Results) -> None:
    """At 6:30 in universal time it is 9:30 in Moscow and 11:30 in Yekaterinburg."""
    assert [(each.hour, each.attempts) for each in results.hours] == [
        (9, 10),
        (10, 10),
        (11, 20),
        (12, 20),
    ]


def test_money_is_of_attempts_minutes_and_messages(results: Results) -> None:
    assert results.talked_s == 20 * 30
    assert results.messages == 10
    spent = results.spent
    assert spent is not None
    assert (spent.attempts, spent.minutes, spent.messages) == (30.0, 30.0, 20.0)
    assert results.spent_per_contact == pytest.approx(80 / 30)
    assert results.spent_per_goal == pytest.approx(8.0)


def test_another_goal_counts_its_own_list(database: URL) -> None:
    async def gathered(connection: AsyncConnection) -> Results:
        campaign_id = await fill(connection, PEOPLE)
        return await gather(connection, whose(campaign_id, goal="неинтересно"))

    results = on(database, gathered)
    assert results.goal == "неинтересно"
    assert results.funnel[Step.GOAL] == results.lists["неинтересно"] == 10


def test_a_campaign_without_lists_has_nobody_at_its_goal(database: URL) -> None:
    plain = CampaignRules(name="shop", scenario="base_refresh")

    async def gathered(connection: AsyncConnection) -> Results:
        campaign_id = await fill(connection, PEOPLE)
        await connection.execute(update(CONTACTS).values(list=None))
        return await gather(connection, replace(whose(campaign_id), rules=plain))

    results = on(database, gathered)
    assert (results.goal, results.funnel[Step.GOAL]) == (None, 0)
    assert results.funnel[Step.TALKED] > 0


def test_a_terminal_a_page_and_json_tell_the_same_figures(results: Results) -> None:
    console = Console(width=120, record=True, file=io.StringIO())
    for table in report_tables(results, MOSCOW):
        console.print(table)
    shown = console.export_text().splitlines()
    browser = page(results, draw(results, "svg", MOSCOW).decode())
    facts = json.loads(json.dumps(results_json(results)))
    assert facts["lists"] == dict(results.lists)
    for name, count in results.lists.items():
        assert [name, str(count)] in [line.split()[:2] for line in shown]
        assert f"<td>{name}</td><td>{count}</td>" in browser
    assert f"<td>{results.attempts}</td>" in browser
    assert ["in", "all", str(results.attempts)] in [line.split() for line in shown]


def test_the_exported_rows_are_the_counted_people(
    database: URL, results: Results, tmp_path: Path
) -> None:
    file = tmp_path / "all.csv"

    async def written(connection: AsyncConnection) -> Exported:
        return await export(connection, Wanted(campaign_id=1), file)

    assert on(database, written) == Exported(contacts=results.contacts)
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text, delimiter=";"))
    assert sum(int(row["attempts"]) for row in rows) == results.attempts
    for name, count in results.lists.items():
        assert len([row for row in rows if row["list"] == name]) == count


def test_attempts_are_a_csv_of_their_own(
    database: URL, results: Results, tmp_path: Path
) -> None:
    file = tmp_path / "calls.csv"
    wanted = Wanted(campaign_id=1, is_of_attempts=True)
    done = on(database, lambda connection: export(connection, wanted, file))
    assert done == Exported(attempts=results.attempts)
    rows = file.read_text("utf-8-sig").splitlines()
    assert len(rows) - 1 == results.attempts
    assert any(row.startswith("23.11.2026 09:30:00;'+7900") for row in rows)


def test_a_workbook_has_a_sheet_a_list_all_contacts_and_all_attempts(
    database: URL, tmp_path: Path
) -> None:
    file = tmp_path / "all.xlsx"
    done = exported(database, file)
    book = CalamineWorkbook.from_path(file)
    sheets = {
        name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names
    }
    assert {name: len(rows) - 1 for name, rows in sheets.items()} == {
        "all contacts": PEOPLE,
        **done.lists,
        "attempts made": 60,
    }
    assert done == Exported(contacts=PEOPLE, attempts=60, lists=done.lists)


def test_one_list_is_exported_alone(database: URL, tmp_path: Path) -> None:
    done = exported(database, tmp_path / "some.xlsx", only_list="интересно")
    assert (done.contacts, done.attempts) == (10, 20)
    assert done.lists == {"интересно": 10}


def test_the_same_figures_are_the_same_picture(results: Results) -> None:
    """Russian letters are in its font: Matplotlib warns of those it lacks."""
    pictures = {draw(results, "svg", MOSCOW) for _twice in range(2)}
    assert len(pictures) == 1
    assert draw(results, "png", MOSCOW).startswith(b"\x89PNG")


def test_a_report_of_nobody_is_drawn_too(database: URL) -> None:
    async def gathered(connection: AsyncConnection) -> Results:
        return await gather(connection, whose(await fill(connection, 0)))

    results = on(database, gathered)
    assert (results.contacts, results.attempts, results.spent_per_goal) == (0, 0, None)
    assert draw(results, "png", MOSCOW)
    assert page(results, draw(results, "svg", MOSCOW).decode())
