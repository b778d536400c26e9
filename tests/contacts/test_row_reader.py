import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voicebot.campaign.numbering import phone_of
from voicebot.campaign.rules import CampaignRules
from voicebot.contacts.columns import Column, Use
from voicebot.contacts.importing import Base
from voicebot.contacts.opening import open_table
from voicebot.contacts.reason import Reason
from voicebot.contacts.row_reader import Person, RowReader
from voicebot.contacts.table import Row
from voicebot.contacts.target import Target
from voicebot.contacts.unusable import UnusableBase
from voicebot.scenario.slot import Slot
from voicebot.scenario.slot_type import SlotType

TARGET = Target(
    campaign_id=1,
    rules=CampaignRules(name="shop", scenario="shop"),
    slots={
        "client_name": Slot(),
        "debt": Slot(type=SlotType.NUMBER),
        "meeting_at": Slot(type=SlotType.TIME),
    },
    now=datetime(2026, 11, 23, 2, tzinfo=UTC),
)


def read(file: Path, text: str) -> tuple[list[Person], RowReader]:
    file.write_text(text, "utf-8", newline="")
    base = Base(open_table(file), file.name, TARGET.slots)
    headed = base.headed
    reader = RowReader(base.columns, TARGET.wanted, headed.title, headed.width)
    people = [reader.read(row) for row in headed.rows()]
    return [one for one in people if one is not None], reader


def found(reader: RowReader) -> list[tuple[int, Reason]]:
    return [(one.line, one.reason) for one in reader.findings]


def test_a_mobile_number_may_be_anywhere_in_the_country(tmp_path: Path) -> None:
    people, reader = read(tmp_path / "base.csv", "тел\n89161234567\n84951234567\n")
    mobile, fixed = (one.numbers[0] for one in people)
    assert len(mobile.phone.zones) == 11
    assert mobile.opens_at == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert fixed.opens_at == datetime(2026, 11, 23, 6, tzinfo=UTC)
    assert reader.unknown_zones == 1


def test_a_clock_in_a_slot_is_the_persons_own(tmp_path: Path) -> None:
    text = "тел;дата встречи\n84232000000;24.11.2026 10:00\n"
    people, _reader = read(tmp_path / "base.csv", text)
    assert people[0].slots == {"meeting_at": "2026-11-24T10:00+10:00"}


def test_a_row_with_a_delimiter_too_many_is_not_taken(tmp_path: Path) -> None:
    text = "тел;имя\n89161234567;Анна;Москва\n89161234568;Пётр;;\n89161234569;Олег\n"
    people, reader = read(tmp_path / "base.csv", text)
    assert [one.line for one in people] == [3, 4]
    assert found(reader) == [(2, Reason.TOO_MANY_FIELDS)]


def test_rows_that_a_missing_quotation_mark_swallowed_are_told_of(
    tmp_path: Path,
) -> None:
    text = 'тел;имя\n89161234567;"Анна\n89161234568;Пётр\n89161234569;Олег"\n'
    people, reader = read(tmp_path / "base.csv", text)
    assert people == []
    assert found(reader) == [(2, Reason.SWALLOWED_ROWS)]


def test_a_cell_full_of_numbers_gives_its_first_ones_and_says_so(
    tmp_path: Path,
) -> None:
    cell = " ".join(f"8916123{at:04}" for at in range(30))
    people, reader = read(tmp_path / "base.csv", f"тел\n{cell}\n")
    assert len(people[0].numbers) == 20
    assert found(reader) == [(2, Reason.TOO_MANY_NUMBERS)]


def test_a_zone_that_nobody_understands_leaves_the_numbers_own(tmp_path: Path) -> None:
    rows = "".join(f"8495123450{at};МСК\n" for at in range(5))
    text = f"тел;часовой пояс\n{rows}84232000000;хз\n"
    people, reader = read(tmp_path / "base.csv", text)
    assert people[-1].numbers[0].phone.zones == ("Asia/Vladivostok",)
    assert found(reader) == [(7, Reason.UNREAD_ZONE)]


@given(st.lists(st.from_regex(r"[3489][0-9]{9}", fullmatch=True), max_size=50))
def test_a_number_is_where_the_numbering_plan_has_it(nationals: list[str]) -> None:
    column = Column(position=0, name="phone", use=Use.PHONE)
    reader = RowReader((column,), TARGET.wanted, lambda at: "", 1)
    for line, national in enumerate(nationals, 1):
        person = reader.read(Row(line, [f"+7{national}"]))
        if person is not None:
            assert person.numbers[0].phone == phone_of(f"+7{national}")


CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["89161234567", "+7 495 1234567", "Анна", "МСК+2", "4 350,50", "телефон", "имя"]
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.sampled_from(";,\t"))
def test_whatever_cells_hold_a_base_is_read_or_refused_in_a_sentence(
    tmp_path: Path, rows: list[list[str]], delimiter: str
) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    text = written.getvalue().encode("utf-8", "replace").decode()
    people: list[Person] = []
    told = ""
    try:
        people, reader = read(tmp_path / "base.csv", text)
        assert all(one.sentence for one in reader.findings)
    except UnusableBase as error:
        told = str(error)
    assert "\n" not in told
    for person in people:
        assert person.numbers
        assert all("\0" not in value for value in person.slots.values())


@pytest.mark.parametrize("text", ["тел;имя\n", "тел\n\n\n"])
def test_titles_alone_are_a_base_of_nobody(tmp_path: Path, text: str) -> None:
    people, reader = read(tmp_path / "base.csv", text)
    assert people == []
    assert reader.findings == []
