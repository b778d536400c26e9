import json
import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contacts.workbooks import Cell, write_book, write_sheet_xml
from voicebot.contacts.opening import LARGEST_BYTES, open_table
from voicebot.contacts.record_table import RecordTable
from voicebot.contacts.table import MOST_COLUMNS, Row, Table
from voicebot.contacts.unusable import UnusableBase

ANNA = ["89161234567", "Анна Ёлкина", "ул. Ленина; дом 5"]
PETER = ["+7 926 765-43-21", "Пётр\nв две строки", 'Сказал: «да», "нет"']


def rows_of(table: Table) -> list[list[str]]:
    return [list(row.cells) for row in table.rows()]


def quoted(rows: list[list[str]], delimiter: str) -> str:
    cells = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows]
    return "\r\n".join(delimiter.join(row) for row in cells) + "\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "cp866", "koi8-r"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_csv_is_read_in_any_usual_encoding_and_with_any_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    anna, peter = ANNA, PETER
    if encoding in ("cp866", "koi8-r"):
        peter = [cell.replace("«", "<").replace("»", ">") for cell in peter]
    file = tmp_path / "base.csv"
    file.write_bytes(quoted([anna, peter] * 20, delimiter).encode(encoding))
    table = open_table(file)
    assert rows_of(table) == [anna, peter] * 20
    assert encoding.removesuffix("-sig") in table.shape
    assert table.share_read == 1.0


def test_a_row_of_several_lines_is_named_by_its_first(tmp_path: Path) -> None:
    file = tmp_path / "base.csv"
    file.write_text(quoted([ANNA, PETER, [], ANNA], ";"), "utf-8", newline="")
    assert [row.line for row in open_table(file).rows()] == [1, 2, 5]


def test_one_column_needs_no_delimiter(tmp_path: Path) -> None:
    file = tmp_path / "numbers.txt"
    file.write_text("89161234567\n8 926 765-43-21\n", "utf-8")
    assert rows_of(open_table(file)) == [["89161234567"], ["8 926 765-43-21"]]


def test_a_delimiter_named_by_excel_is_believed(tmp_path: Path) -> None:
    file = tmp_path / "base.csv"
    file.write_text("sep=|\nтел|имя\n89161234567|Анна\n", "utf-8")
    assert rows_of(open_table(file)) == [["тел", "имя"], ["89161234567", "Анна"]]


def test_a_number_kept_as_a_formula_of_text_is_read(tmp_path: Path) -> None:
    file = tmp_path / "base.csv"
    file.write_text('="89161234567";Анна\n="89161234568";Пётр\n', "utf-8")
    assert rows_of(open_table(file))[0] == ["89161234567", "Анна"]


def test_a_text_with_a_few_broken_bytes_is_still_utf8(tmp_path: Path) -> None:
    file = tmp_path / "base.csv"
    text = "89161234567;Анна Сергеевна\n" * 200
    file.write_bytes(text.encode() + b"89161234568;\xd0\n")
    table = open_table(file)
    assert rows_of(table)[0] == ["89161234567", "Анна Сергеевна"]
    assert "some letters are damaged" in table.shape


def test_json_comes_as_a_list_as_lines_and_with_a_mark(tmp_path: Path) -> None:
    records = [{"тел": "89161234567", "имя": "Анна"}, {"тел": 79267654321.0, "c": True}]
    whole = json.dumps(records, ensure_ascii=False, indent=2)
    lines = "\n".join(json.dumps(one) for one in records)
    for text in (whole, lines, f"\ufeff{whole}"):
        file = tmp_path / "base.json"
        file.write_text(text, "utf-8")
        table = open_table(file)
        assert rows_of(table) == [["89161234567", "Анна"], ["79267654321", "", "да"]]
        assert table.titles == ["тел", "имя", "c"]


def test_json_longer_than_a_block_is_read_in_pieces(tmp_path: Path) -> None:
    file = tmp_path / "base.json"
    records = [{"phone": f"8916{at:07}", "name": "Анна" * 20} for at in range(3000)]
    file.write_text(json.dumps(records, ensure_ascii=False), "utf-8")
    rows = rows_of(open_table(file))
    assert [row[0] for row in rows] == [one["phone"] for one in records]


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2]",
        '[{"a": 1}',
        '{"a": 1',
        '{"a": 1} x',
        "[[]]",
        "[" * 100_000,
        '{"a":' * 9999,
    ],
)
def test_json_that_is_no_list_of_objects_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "base.json"
    file.write_text(text, "utf-8")
    with pytest.raises(UnusableBase):
        rows_of(open_table(file))


def test_what_no_database_can_hold_is_left_out_of_json() -> None:
    table = RecordTable([{"имя": "А\u0000нна\ud83d", "телефоны": ["1", None, 2]}])
    assert rows_of(table) == [["Анна?", "1; 2"]]


def test_a_sheet_keeps_numbers_whole_and_dates_as_people_write_them(
    tmp_path: Path,
) -> None:
    rows: list[list[Cell]] = [
        ["Телефон", "Дата", "Сумма", "Да"],
        [79161234567, date(2026, 11, 23), 10.5, True],
        [None, None, None, None],
        ["8 926 765-43-21", "завтра", 4, False],
    ]
    table = open_table(write_book(tmp_path / "base.xlsx", {"Лист": rows}))
    assert list(table.rows()) == [
        Row(1, ["Телефон", "Дата", "Сумма", "Да"]),
        Row(2, ["79161234567", "23.11.2026", "10.5", "да"]),
        Row(4, ["8 926 765-43-21", "завтра", "4", "нет"]),
    ]
    assert "«Лист»" in table.shape


def test_the_first_sheet_with_anything_is_taken_or_the_one_named(
    tmp_path: Path,
) -> None:
    sheets = {"Пусто": [], "База": [["89161234567"]], "Прочее": [["89267654321"]]}
    file = write_book(tmp_path / "base.xlsx", sheets)
    table = open_table(file)
    assert rows_of(table) == [["89161234567"]]
    assert "Прочее" in table.shape
    assert rows_of(open_table(file, "Прочее")) == [["89267654321"]]
    with pytest.raises(UnusableBase, match="there is no sheet «Нет»"):
        rows_of(open_table(file, "Нет"))


def cell(ref: str, value: str) -> str:
    return f'<row><c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c></row>'


LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("rows", "before"),
    [
        (cell("A1", "&b;"), LAUGHS),
        (cell("A1", "&x;"), OUTSIDE),
        (cell("A1", "1") + cell("XFD1048576", "2"), ""),
        (cell("A99999999999", "1") + cell("ZZZZZZZZZ1", "2"), ""),
        ("<row><c", ""),
    ],
    ids=["laughs", "outside", "far corners", "no such cell", "cut"],
)
def test_a_sheet_made_to_do_harm_is_refused_in_a_sentence(
    tmp_path: Path, rows: str, before: str
) -> None:
    file = write_sheet_xml(tmp_path / "base.xlsx", rows, before)
    with pytest.raises(UnusableBase, match="save its sheet as CSV"):
        rows_of(open_table(file))


def bomb(file: Path) -> Path:
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/worksheets/sheet1.xml", "w") as sheet,
    ):
        for _turn in range(100):
            sheet.write(b" " * (1 << 20))
    return file


def locked(file: Path) -> Path:
    mark = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    file.write_bytes(mark + bytes(5000) + "EncryptedPackage".encode("utf-16-le"))
    return file


def of(content: bytes) -> Callable[[Path], Path]:
    def write(file: Path) -> Path:
        file.write_bytes(content)
        return file

    return write


def huge(file: Path) -> Path:
    with file.open("wb") as opened:
        opened.truncate(LARGEST_BYTES + 1)
    return file


def archive(file: Path) -> Path:
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    return file


def cut(file: Path) -> Path:
    whole = write_book(file, {"S": [["89161234567"]] * 100}).read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    return file


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (bomb, "unpacks to 100 MB"),
        (locked, "locked by a password"),
        (huge, "256 is the most"),
        (archive, "no workbook"),
        (cut, "damaged"),
        (of(b""), "empty"),
        (of(b" \r\n "), "empty"),
        (of(random.Random(1).randbytes(100_000)), "some other file"),
        (of(b"89161234567;\0\n"), "some other file"),
        (of(b'"' + b"a" * 300_000), "quotation mark"),
        (of(b";".join([b"a"] * 10_000)), "10000 columns"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_no_base_is_refused_in_one_sentence(
    tmp_path: Path, make: Callable[[Path], Path], why: str
) -> None:
    file = make(tmp_path / "base")
    with pytest.raises(UnusableBase, match=why) as told:
        rows_of(open_table(file))
    assert "\n" not in str(told.value)


def test_no_file_a_folder_and_one_without_rights_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableBase, match="No such file"):
        open_table(tmp_path / "ghost")
    with pytest.raises(UnusableBase, match="no file"):
        open_table(tmp_path)


def test_records_with_ever_new_fields_are_refused() -> None:
    table = RecordTable({f"field {at}": "1"} for at in range(MOST_COLUMNS + 1))
    with pytest.raises(UnusableBase, match="more than 500 fields"):
        rows_of(table)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=400)
    | st.text(max_size=200).map(str.encode)
    | st.text('{}[]",:;\n 0123456789aя', max_size=100).map(str.encode)
)
def test_any_bytes_give_rows_or_one_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "any"
    file.write_bytes(content)
    rows, told = [], ""
    try:
        rows = rows_of(open_table(file))
    except UnusableBase as error:
        told = str(error)
    assert "\n" not in told
    assert all(any(row) for row in rows)
    assert "\0" not in "".join("".join(row) for row in rows)
