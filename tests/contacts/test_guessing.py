import pytest

from voicebot.contacts.columns import Column, Known, Use, as_mapping, read_map, read_use
from voicebot.contacts.guessing import guessed_columns
from voicebot.contacts.heading import HeadedTable
from voicebot.contacts.table import Row
from voicebot.contacts.unusable import UnusableBase

SLOTS = ("client_name", "debt", "meeting_at", "support_phone", "callback_at")


class Rows:
    """A table of rows that are at hand."""

    shape = "test"
    titles = None
    share_read = 0.0

    def __init__(self, *rows: str) -> None:
        self._rows = rows

    def rows(self):  # type: ignore[no-untyped-def]  # a Table's, for a few rows
        for line, row in enumerate(self._rows, 1):
            yield Row(line, row.split(";"))


def columns(*rows: str, **told: str) -> tuple[Column, ...]:
    return guessed_columns(HeadedTable(Rows(*rows)).headings, SLOTS, told)


def uses(*rows: str, **told: str) -> list[str]:
    return [column.written for column in columns(*rows, **told)]


@pytest.mark.parametrize(
    "title",
    [
        "Телефон",
        "тел.",
        "Тел",
        "Моб. телефон",
        "Мобильный",
        "Сотовый",
        "phone",
        "Phone Number",
        "MSISDN",
        "Контактный номер",
    ],
)
def test_a_column_of_numbers_is_known_by_its_title(title: str) -> None:
    found = columns(f"{title};ФИО", "89161234567;Анна")
    assert [column.use for column in found] == [Use.PHONE, Use.SLOT]
    assert found[0].known is Known.TITLE


def test_slots_get_the_names_that_the_scenario_gives_them() -> None:
    assert uses(
        "Телефон;ФИО;Сумма долга;Дата встречи;Номер договора;callback_at",
        "89161234567;Анна;10;23.11.2026 10:00;1;",
    ) == [
        "phone",
        "slot:client_name",
        "slot:debt",
        "slot:meeting_at",
        "slot:Номер договора",
        "slot:callback_at",
    ]


def test_a_number_of_somebody_else_is_not_dialled() -> None:
    assert uses(
        "Телефон;Телефон менеджера;Телефон для справок",
        "89161234567;89260000000;88001002030",
    ) == ["phone", "slot:Телефон менеджера", "slot:support_phone"]


def test_all_numbers_of_a_person_are_taken_in_their_order() -> None:
    rows = ("Моб;Имя;Дом. телефон;Доп. телефон", "89161234567;А;84951234567;")
    assert uses(*rows) == ["phone", "slot:client_name", "phone", "phone"]


def test_without_titles_values_tell() -> None:
    found = columns("Анна Ёлкина;89161234567;x", "Пётр Первый;8 926 765 43 21;y")
    assert [column.written for column in found] == [
        "slot:client_name",
        "phone",
        "slot:column 3",
    ]
    assert [column.known for column in found[:2]] == [Known.CONTENT, Known.CONTENT]


def test_a_title_that_lies_is_not_believed() -> None:
    found = uses("Телефон;Договор", *["б/н;89161234567"] * 10)
    assert found == ["slot:Телефон", "phone"]


def test_tax_and_passport_numbers_are_no_telephones() -> None:
    rows = ("ИНН;Паспорт;Тел", *["7712345678;4510123456;89161234567"] * 5)
    assert uses(*rows) == ["slot:ИНН", "slot:Паспорт", "phone"]


def test_titles_below_a_caption_are_found() -> None:
    table = HeadedTable(
        Rows(
            "Телефонная база за ноябрь;;",
            ";;",
            "Имя;Тел;Город",
            "Анна;89161234567;Омск",
        )
    )
    assert [one.title for one in table.headings] == ["Имя", "Тел", "Город"]
    assert [row.line for row in table.rows()] == [4]


def test_titles_that_nobody_knows_are_titles_above_a_broken_row() -> None:
    table = HeadedTable(Rows("абв;где", "нет;Анна", "89161234567;Пётр"))
    assert [one.title for one in table.headings] == ["абв", "где"]
    assert [row.line for row in table.rows()] == [2, 3]


def test_equal_titles_are_told_apart() -> None:
    assert uses("Тел;Прим;Прим", "89161234567;a;b")[1:] == ["slot:Прим", "slot:Прим 2"]


@pytest.mark.parametrize(
    ("title", "value", "use"),
    [
        ("Часовой пояс", "МСК+2", "zone"),
        ("Регион", "Томская область", "region"),
        ("Город", "Омск", "region"),
        ("Город", "Ухтыжмск", "slot:Город"),
    ],
)
def test_a_place_is_known_by_its_title_and_values(
    title: str, value: str, use: str
) -> None:
    assert uses(f"Тел;{title}", f"89161234567;{value}") == ["phone", use]


def test_what_is_told_counts_more_than_any_guess() -> None:
    rows = ("Тел;Имя;Город", "89161234567;Анна;Омск")
    told = {"имя": "skip", "3": "slot:client_name"}
    assert uses(*rows, **told) == ["phone", "skip", "slot:client_name"]
    only = uses("Тел;Второй", "89161234567;89261234567", Второй="phone")
    assert only == ["slot:Тел", "phone"]


def test_a_mapping_told_again_gives_the_same_columns() -> None:
    rows = ("Тел;Имя;Регион;x", "89161234567;Анна;Омск;1")
    guessed = columns(*rows)
    again = columns(*rows, **as_mapping(guessed))
    assert [one.written for one in again] == [one.written for one in guessed]
    assert [one.slot for one in again] == [one.slot for one in guessed]


def test_a_base_without_numbers_says_how_to_name_them() -> None:
    with pytest.raises(UnusableBase, match=r"«Имя», «Город».*--map COLUMN=phone"):
        columns("Имя;Город", "Анна;Омск")


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UnusableBase, match=r"no column «Телефн».*did you mean"):
        columns("Телефон", "89161234567", Телефн="phone")


@pytest.mark.parametrize("written", ["", "slot:", "phones", "slot:" + "a" * 101])
def test_a_use_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(UnusableBase, match="write phone, zone, region, skip or slot"):
        read_use(written)


def test_a_pair_is_divided_at_its_last_sign() -> None:
    assert read_map("сумма = руб=slot:debt") == ("сумма = руб", "slot:debt")
    with pytest.raises(UnusableBase, match="is not COLUMN=USE"):
        read_map("phone")
