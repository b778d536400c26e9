import asyncio
import csv
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncEngine

from voicebot.campaign.law import RU_DEFAULT
from voicebot.campaign.rules import CampaignRules
from voicebot.contacts.importing import Base, checked_base
from voicebot.contacts.reason import Reason
from voicebot.contacts.record_table import RecordTable
from voicebot.contacts.report import ImportReport, as_json, csv_lines, summary
from voicebot.contacts.target import Target
from voicebot.contacts.unusable import UnusableBase
from voicebot.errors import StoreError
from voicebot.scenario.slot import Slot
from voicebot.scenario.slot_type import SlotType
from voicebot.store.contacts import contact_state
from voicebot.store.database import open_database
from voicebot.store.do_not_call import forbid

T = TypeVar("T")
Records = Sequence[Mapping[str, object]]
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""Monday, 5:00 in Moscow and 12:00 in Vladivostok."""
RULES = CampaignRules(
    name="shop",
    scenario="shop",
    priority=7,
    zones=("Europe/Moscow",),
    laws=(RU_DEFAULT,),
)
SLOTS = {
    "client_name": Slot(required=True),
    "debt": Slot(type=SlotType.NUMBER),
    "city": Slot(default="Москва", required=True),
}
ANNA = {"Телефон": "89161234567", "ФИО": "Анна", "Долг": "4 350,50", "Заметка": "=1+1"}


class Work:
    """A database and a campaign in it."""

    def __init__(self, engine: AsyncEngine, target: Target) -> None:
        self.engine = engine
        self.target = target

    async def imported(
        self,
        records: Records,
        told: Mapping[str, str] | None = None,
        *,
        is_stored: bool = True,
        **changed: object,
    ) -> ImportReport:
        target = replace(self.target, **changed)  # type: ignore[arg-type]  # fields of a Target
        base = Base(RecordTable(records), "base.json", target.slots, told)
        async with checked_base(self.engine, base, target) as checked:
            return await checked.store() if is_stored else checked.report

    async def ask(self, sql: str) -> list[tuple[object, ...]]:
        async with self.engine.begin() as connection:
            return [tuple(row) for row in await connection.execute(text(sql))]

    async def other(self, name: str = "other") -> "Work":
        return Work(
            self.engine,
            replace(self.target, campaign_id=await added(self.engine, name)),
        )


async def added(engine: AsyncEngine, name: str) -> int:
    async with engine.begin() as connection:
        found = await connection.execute(
            text("INSERT INTO campaigns (name) VALUES (:name) RETURNING id"),
            {"name": name},
        )
        number: int = found.scalar_one()
        return number


def with_work(url: URL, use: Callable[[Work], Awaitable[T]]) -> T:
    async def run() -> T:
        async with open_database(url) as engine:
            number = await added(engine, "shop")
            target = Target(campaign_id=number, rules=RULES, slots=SLOTS, now=NOW)
            return await use(Work(engine, target))

    return asyncio.run(run())


def reasons(report: ImportReport) -> list[tuple[int, Reason, bool]]:
    return [(one.line, one.reason, one.is_refusal) for one in report.findings]


def test_a_person_comes_in_with_numbers_slots_and_a_first_moment(database: URL) -> None:
    async def use(work: Work) -> None:
        records = [{**ANNA, "Доп. телефон": "8 423 2000000"}]
        report = await work.imported(records)
        assert (report.rows, report.accepted, report.refused) == (1, 1, 0)
        rows = await work.ask("SELECT id, slots, import_id, added_at FROM contacts")
        [(number, slots, import_id, added_at)] = rows
        assert slots == {"client_name": "Анна", "debt": "4350.50", "Заметка": "=1+1"}
        assert (import_id, added_at) == (report.import_id, NOW)
        async with work.engine.begin() as connection:
            state = await contact_state(connection, int(str(number)))
        mobile, fixed = state.phones
        assert (mobile.number, mobile.zones) == ("+79161234567", ("Europe/Moscow",))
        assert (fixed.number, fixed.region) == ("+74232000000", "Приморский край")
        assert state.next_at == datetime(2026, 11, 23, 6, tzinfo=UTC)
        assert state.priority == 7
        assert await work.ask("SELECT file, accepted, refused FROM imports") == [
            ("base.json", 1, 0)
        ]

    with_work(database, use)


def test_the_zone_of_a_row_counts_more_than_its_number(database: URL) -> None:
    async def use(work: Work) -> None:
        await work.imported([{**ANNA, "Регион": "Приморский край"}])
        [(zones, next_at)] = await work.ask(
            "SELECT zones, next_at FROM phones JOIN contacts ON contact_id = contacts.id"
        )
        assert (zones, next_at) == (["Asia/Vladivostok"], NOW)

    with_work(database, use)


def test_each_row_that_is_not_taken_has_its_line_and_reason(database: URL) -> None:
    async def use(work: Work) -> None:
        report = await work.imported(
            [
                ANNA,
                {**ANNA, "Телефон": "+7 916 123-45-67"},
                {**ANNA, "Телефон": "нет"},
                {**ANNA, "Телефон": ""},
                {**ANNA, "Телефон": "112"},
                {**ANNA, "Телефон": "+1 212 555 0123"},
                {"Телефон": "89260000001"},
                {**ANNA, "Телефон": "89260000002", "Долг": "много"},
                {**ANNA, "Телефон": "89260000003; 223-33-22"},
                {**ANNA, "Телефон": "89260000004; 89161234567"},
            ]
        )
        assert reasons(report) == [
            (2, Reason.DUPLICATE_IN_FILE, True),
            (3, Reason.BROKEN_NUMBER, True),
            (4, Reason.NO_NUMBER, True),
            (5, Reason.SHORT_NUMBER, True),
            (6, Reason.UNKNOWN_ZONE, True),
            (7, Reason.MISSING_SLOT, True),
            (8, Reason.UNFIT_SLOT, True),
            (9, Reason.NO_AREA_CODE, False),
            (10, Reason.DUPLICATE_IN_FILE, False),
        ]
        assert report.accepted == 3
        assert "stands in row 1" in report.findings[0].sentence
        assert await work.ask("SELECT count(*) FROM phones") == [(3,)]

    with_work(database, use)


def test_a_second_import_of_the_same_base_adds_nobody(database: URL) -> None:
    async def use(work: Work) -> None:
        records = [ANNA, {**ANNA, "Телефон": "89260000001"}]
        assert (await work.imported(records)).accepted == 2
        again = await work.imported(records)
        assert again.accepted == 0
        assert again.import_id is None
        assert [one.reason for one in again.findings] == [
            Reason.DUPLICATE_IN_CAMPAIGN,
            Reason.DUPLICATE_IN_CAMPAIGN,
        ]
        assert await work.ask("SELECT count(*) FROM contacts") == [(2,)]
        assert await work.ask("SELECT count(*) FROM imports") == [(1,)]

    with_work(database, use)


def test_two_imports_at_once_add_each_person_once(database: URL) -> None:
    async def use(work: Work) -> None:
        records = [{**ANNA, "Телефон": f"8926{at:07}"} for at in range(300)]
        done = await asyncio.gather(*(work.imported(records) for _turn in range(3)))
        assert sorted(one.accepted for one in done) == [0, 0, 300]
        assert all(one.refused == 300 - one.accepted for one in done)
        assert await work.ask(
            "SELECT count(DISTINCT number), count(*) FROM phones"
        ) == [(300, 300)]

    with_work(database, use)


def test_who_asked_not_to_be_called_is_not_taken(database: URL) -> None:
    async def use(work: Work) -> None:
        async with work.engine.begin() as connection:
            await forbid(connection, "+79161234567", since=NOW, reason="asked")
        report = await work.imported(
            [
                ANNA,
                {**ANNA, "Телефон": "89161234567; 89260000001"},
            ]
        )
        assert reasons(report) == [
            (1, Reason.DO_NOT_CALL, True),
            (2, Reason.DUPLICATE_IN_FILE, False),
        ]
        assert await work.ask("SELECT number, place FROM phones") == [
            ("+79260000001", 0)
        ]

    with_work(database, use)


def test_the_first_number_left_decides_the_first_moment(database: URL) -> None:
    async def use(work: Work) -> None:
        async with work.engine.begin() as connection:
            await forbid(connection, "+79161234567", since=NOW, reason="asked")
        await work.imported([{**ANNA, "Телефон": "89161234567; 84232000000"}])
        assert await work.ask("SELECT next_at FROM contacts") == [(NOW,)]

    with_work(database, use)


def test_who_is_in_another_campaign_is_told_of_or_refused_as_wished(
    database: URL,
) -> None:
    async def use(work: Work) -> None:
        other = await work.other()
        await other.imported([ANNA])
        told = await work.imported([ANNA], is_stored=False)
        assert reasons(told) == [(1, Reason.KNOWN_ELSEWHERE, False)]
        assert "«other»" in told.findings[0].sentence
        assert told.accepted == 1
        refused = await work.imported([ANNA], is_elsewhere_refused=True)
        assert reasons(refused) == [(1, Reason.KNOWN_ELSEWHERE, True)]
        assert refused.accepted == 0

    with_work(database, use)


def test_a_check_alone_leaves_nothing_behind(database: URL) -> None:
    async def use(work: Work) -> None:
        report = await work.imported([ANNA], is_stored=False)
        assert report.accepted == 1
        assert report.import_id is None
        for table in ("contacts", "phones", "imports"):
            assert await work.ask(f"SELECT count(*) FROM {table}") == [(0,)]
        assert await work.ask(
            "SELECT count(*) FROM pg_class WHERE relname = 'incoming'"
        ) == [(0,)]

    with_work(database, use)


def test_an_import_that_breaks_off_while_it_stores_leaves_nothing(
    database: URL,
) -> None:
    """As a kill -9 does: the server undoes what was not committed."""

    async def cut_off(work: Work) -> None:
        waiting = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        while not await work.ask(waiting):  # noqa: ASYNC110  # another process's state
            await asyncio.sleep(0)

    async def use(work: Work) -> None:
        async with work.engine.begin() as holder:
            await holder.execute(text("LOCK TABLE phones IN SHARE MODE"))
            done = asyncio.gather(
                work.imported([ANNA]), cut_off(work), return_exceptions=True
            )
            broken, _none = await done
        assert isinstance(broken, StoreError)
        assert "the database broke off" in str(broken)
        for table in ("contacts", "phones", "imports"):
            assert await work.ask(f"SELECT count(*) FROM {table}") == [(0,)]

    with_work(database, use)


def test_slots_that_no_column_gives_are_named(database: URL) -> None:
    async def use(work: Work) -> None:
        report = await work.imported([{"Телефон": "89161234567"}])
        assert report.lacking == ("client_name",)
        assert report.accepted == 0

    with_work(database, use)


def test_keys_that_only_later_records_have_are_kept(database: URL) -> None:
    async def use(work: Work) -> None:
        many = [{**ANNA, "Телефон": f"8926{at:07}"} for at in range(400)]
        report = await work.imported([*many, {**ANNA, "Новое": "да"}])
        assert report.accepted == 401
        assert await work.ask(
            "SELECT slots ->> 'Новое' FROM contacts ORDER BY id DESC LIMIT 1"
        ) == [("да",)]

    with_work(database, use)


def test_text_with_every_awkward_letter_comes_back_as_it_was(database: URL) -> None:
    async def use(work: Work) -> None:
        awkward = 'a\tb\\n\nc\r"d"\\\\ \\. é 😀'
        await work.imported([{**ANNA, "Заметка": awkward}])
        found = await work.ask("SELECT slots ->> 'Заметка' FROM contacts")
        assert found == [(awkward,)]

    with_work(database, use)


def test_the_report_is_safe_to_open_in_a_spreadsheet(database: URL) -> None:
    async def use(work: Work) -> ImportReport:
        bad = [
            {"Телефон": value, "ФИО": "А"} for value in ("=cmd()", "@x", "-1", "+7 9")
        ]
        told = {"Телефон": "phone"}
        return await work.imported([*bad, ANNA], told)

    report = with_work(database, use)
    written = "".join(csv_lines(report))
    assert written.startswith("\ufeff")
    rows = list(csv.reader(written[1:].splitlines(), delimiter=";"))
    assert len(rows) == 5
    assert all(
        not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row
    )
    whole = json.loads(json.dumps(as_json(report)))
    assert [one["row"] for one in whole["findings"]] == [1, 2, 3, 4]
    assert "findings" not in summary(report)
    assert whole["mapping"]["Телефон"] == "phone"


def test_a_base_of_too_many_rows_is_refused(
    database: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voicebot.contacts.importing.MOST_ROWS", 3)

    async def use(work: Work) -> None:
        with pytest.raises(UnusableBase, match="more than 3 rows"):
            await work.imported([ANNA] * 4)
        assert await work.ask("SELECT count(*) FROM contacts") == [(0,)]

    with_work(database, use)
