"""Exported files are safe to open, whole, and small in memory."""

import csv
import tracemalloc
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import URL, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.results.base import fill, on
from voicebot.errors import CampaignError
from voicebot.results.columns import Column, Kind, cells_of
from voicebot.results.contact_rows import ContactRow
from voicebot.results.csv_file import safe_text
from voicebot.results.export import Exported, Wanted, export
from voicebot.results.xlsx_file import Sheet, open_book

ROW = ContactRow(
    contact_id=1,
    numbers=("+79161234567",),
    region="Москва",
    zone="Europe/Moscow",
    slots={"name": "=1+1"},
    list=None,
    next_at=None,
    attempts=3,
    talked_s=1.5,
    last_at=None,
    last_result=None,
    last_outcome=None,
    fields={},
)


@given(st.text())
def test_no_text_begins_as_a_formula_does(given: str) -> None:
    shown = safe_text(given)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert shown.removeprefix("'") == given.removeprefix("'") or shown == given


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("+79161234567", "'+79161234567"),
        ("89161234567", "'89161234567"),
        ("0042", "'0042"),
        ("4350", "4350"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("Анна", "Анна"),
    ],
)
def test_numbers_stay_text_and_amounts_stay_amounts(cell: str, shown: str) -> None:
    assert safe_text(cell) == shown


def written(url: URL, file: Path, count: int = 8, *, name: str = "") -> Exported:
    async def done(connection: AsyncConnection) -> Exported:
        campaign_id = await fill(connection, count)
        if name:
            slots = text(
                "UPDATE contacts SET slots = jsonb_build_object('name', CAST(:name AS text))"
            )
            await connection.execute(slots, {"name": name})
        return await export(connection, Wanted(campaign_id=campaign_id), file)

    return on(url, done)


def test_a_slot_that_is_a_formula_is_a_text_in_both_forms(
    database: URL, tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    written(database, file, name='=HYPERLINK("http://evil")')
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert {row["name"] for row in rows} == {'\'=HYPERLINK("http://evil")'}
    assert all(row["number"].startswith("'+7900") for row in rows)


def test_cells_of_a_workbook_have_types(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    at = datetime(2026, 11, 23, 10, 0, 5)  # noqa: DTZ001  # a cell has no zone
    columns: list[Column[ContactRow]] = [
        Column(heading="number", value=lambda row: row.numbers[0]),
        Column(heading="name", value=lambda row: row.slots["name"]),
        Column(heading="count", value=lambda row: row.attempts, kind=Kind.NUMBER),
        Column(heading="at", value=lambda _row: at, kind=Kind.MOMENT),
        Column(heading="none", value=lambda _row: None),
    ]
    with open_book(file) as book:
        sheet = Sheet(book, "a", columns)
        sheet.add(cells_of(columns, ROW))
        sheet.finish()
    (_heading, row) = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    assert row[:4] == ["+79161234567", "=1+1", 3, at]


def test_a_sheet_that_is_full_is_followed_by_another(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    columns: list[Column[ContactRow]] = [
        Column(heading="number", value=lambda row: row.numbers[0])
    ]
    with open_book(file) as book:
        sheet = Sheet(book, "Не звонить: [никогда]/завтра и потом", columns, last=2)
        for _each in range(5):
            sheet.add(cells_of(columns, ROW))
        sheet.finish()
    names = CalamineWorkbook.from_path(file).sheet_names
    assert (sheet.rows, len(names)) == (5, 3)
    assert all(len(name) <= 31 for name in names)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_four_times_the_rows_take_no_more_memory(
    database: URL, tmp_path: Path, form: str
) -> None:
    campaign_id = on(database, lambda connection: fill(connection, 12_000))
    quarter = Wanted(campaign_id=campaign_id, only_list="интересно")
    whole = Wanted(campaign_id=campaign_id)
    file = tmp_path / f"x.{form}"
    _warm, part, all_ = [
        peak_of(database, each, file) for each in (quarter, quarter, whole)
    ]
    assert all_ < 1.5 * part


def peak_of(url: URL, wanted: Wanted, file: Path) -> int:
    """Bytes that Python held at most while it exported."""
    tracemalloc.start()
    try:
        on(url, lambda connection: export(connection, wanted, file))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_an_unknown_form_list_or_place_is_a_sentence_and_leaves_no_file(
    database: URL, tmp_path: Path
) -> None:
    campaign_id = on(database, lambda connection: fill(connection, 8))

    def complaint(file: Path, only_list: str | None = None) -> str:
        wanted = Wanted(campaign_id=campaign_id, only_list=only_list)
        with pytest.raises(CampaignError) as raised:
            on(database, lambda connection: export(connection, wanted, file))
        return str(raised.value)

    assert "an export is one of .csv, .xlsx" in complaint(tmp_path / "x.pdf")
    told = complaint(tmp_path / "x.csv", "тёплые")
    assert told.startswith('nobody is in the list "тёплые"; there are интересно')
    for form in ("csv", "xlsx"):
        told = complaint(tmp_path / "gone" / f"x.{form}")
        assert "cannot be written" in told
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_there_stays_when_the_export_fails(
    database: URL, tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    file.write_text("kept", "utf-8")

    async def broken(connection: AsyncConnection) -> None:
        campaign_id = await fill(connection, 8)
        await connection.execute(text("ALTER TABLE phones DROP COLUMN region"))
        await export(connection, Wanted(campaign_id=campaign_id), file)

    with pytest.raises(ProgrammingError):
        on(database, broken)
    assert file.read_text("utf-8") == "kept"
    assert list(tmp_path.iterdir()) == [file]
