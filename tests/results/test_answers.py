"""What people answered is told by their last word, in figures and in files alike."""

import csv
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from python_calamine import CalamineWorkbook
from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.results.base import fill, on, whose
from voicebot.results.answer_panels import shown
from voicebot.results.answer_words import answers_heading
from voicebot.results.drawing import draw
from voicebot.results.export import Wanted, export
from voicebot.results.gathering import gather
from voicebot.results.results import Results

UTC = ZoneInfo("UTC")
FIRST_CALL = text("""
UPDATE attempts SET fields = jsonb_build_object(
    'speed', '1', 'opinion', 'мнение ' || contact_id, 'again', '')
WHERE result = 'no_answer'
""")
SECOND_CALL = text("""
UPDATE attempts SET fields = jsonb_build_object(
    'speed', CASE WHEN outcome = 'interested' THEN '5' ELSE 'нет ответа' END,
    'debt', 'оплачен', 'talk', 'да')
WHERE result = 'answered'
""")
"""Thirty people were called twice, twenty of them answered then."""


async def surveyed(connection: AsyncConnection) -> int:
    campaign_id = await fill(connection, 40)
    for call in (FIRST_CALL, SECOND_CALL):
        await connection.execute(call)
    return campaign_id


def exported(url: URL, file: Path, *, is_of_attempts: bool = False) -> None:
    async def written(connection: AsyncConnection) -> None:
        campaign_id = await surveyed(connection)
        wanted = Wanted(campaign_id=campaign_id, is_of_attempts=is_of_attempts)
        await export(connection, wanted, file)

    on(url, written)


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def counted(rows: list[dict[str, str]], name: str) -> dict[str, int]:
    values = [row[name] for row in rows if row[name]]
    return {value: values.count(value) for value in values}


def test_a_person_counts_once_by_their_last_answer(database: URL) -> None:
    async def gathered(connection: AsyncConnection) -> Results:
        return await gather(connection, whose(await surveyed(connection)))

    told = {each.field: each for each in on(database, gathered).answers}
    assert dict(told["speed"].people) == {"1": 10, "5": 10, "нет ответа": 10}
    assert (told["speed"].total, told["speed"].mean) == (30, 3.0)
    assert list(told) == ["debt", "speed", "talk"]  # opinions are too many
    assert answers_heading(told["speed"]) == "Answers: speed, 3,0 on average"
    assert answers_heading(told["talk"]) == "Answers: talk"


def test_a_picture_has_a_row_of_answers_and_scores_come_first(database: URL) -> None:
    async def gathered(connection: AsyncConnection) -> Results:
        return await gather(connection, whose(await surveyed(connection)))

    results = on(database, gathered)
    assert [each.field for each in shown(results.answers)] == ["speed", "debt", "talk"]
    with_answers = height_of(draw(results, "svg", UTC))
    assert with_answers > height_of(draw(replace(results, answers=()), "svg", UTC))


def height_of(svg: bytes) -> float:
    """In points."""
    return float(svg.split(b' height="')[1].split(b'pt"')[0])


def test_a_contacts_row_has_the_last_value_of_each_field(
    database: URL, tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    exported(database, file)
    rows = rows_of(file)
    assert counted(rows, "speed") == {"5": 10, "нет ответа": 10, "1": 10}
    assert len(counted(rows, "opinion")) == 30
    assert all(row["opinion"] for row in rows if row["speed"])


def test_a_field_that_is_named_as_another_column_is_told_apart(
    database: URL, tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    exported(database, file)
    rows = rows_of(file)
    assert {row["debt"].removeprefix("'") for row in rows} == {
        str(each) for each in range(40)
    }
    assert counted(rows, "answer: debt") == {"оплачен": 20}
    assert counted(rows, "answer: talk") == {"да": 20}


def test_an_attempts_row_has_what_its_own_call_wrote(
    database: URL, tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    exported(database, file, is_of_attempts=True)
    assert counted(rows_of(file), "speed") == {"1": 30, "5": 10, "нет ответа": 10}


def test_scores_are_numbers_in_a_workbook(database: URL, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    exported(database, file)
    head, *rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    scores = [row[head.index("speed")] for row in rows]
    assert sum(each for each in scores if isinstance(each, int | float)) == 10 + 50
