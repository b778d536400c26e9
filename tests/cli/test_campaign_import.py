import asyncio
import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import URL, create_engine, text

from tests.store.conftest import (  # noqa: F401  # fixtures of a real PostgreSQL
    database,
    empty_database,
    server,
)
from voicebot.cli.campaign_import import command
from voicebot.errors import VoicebotError
from voicebot.settings import PROJECT_DIR
from voicebot.store.campaigns import create_campaign
from voicebot.store.database import open_database

RULES = (PROJECT_DIR / "dialogs/campaigns/credit_lead.yaml").read_text("utf-8")
BASE = """Телефон;ФИО;Город
+7 916 123-45-67;Анна;Москва
89161234567;Анна;Москва
нет;Пётр;Казань
8 926 765 43 21;=cmd();Омск
"""
Import = Callable[..., Result]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    file = tmp_path / "база.csv"
    file.write_text(BASE, "cp1251")
    return file


@pytest.fixture
def run(database: URL, tmp_path: Path) -> Import:  # noqa: F811  # the fixture above
    async def create() -> None:
        async with open_database(database) as engine, engine.begin() as connection:
            await create_campaign(connection, RULES, now=datetime.now(UTC))

    asyncio.run(create())
    config = tmp_path / "voicebot.yaml"
    plain = database.set(drivername="postgresql")
    address = plain.render_as_string(hide_password=False)
    config.write_text(json.dumps({"database": {"url": address}}), "utf-8")

    def imported(*words: object, campaign: str = "credit_lead") -> Result:
        given = [campaign, *map(str, words), "--config", str(config)]
        return CliRunner().invoke(command, given)

    return imported


def contacts(url: URL) -> list[str]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT slots ->> 'client_name' FROM contacts ORDER BY id")
        )
        names = list(found.scalars())
    engine.dispose()
    return names


def test_a_base_is_shown_checked_and_imported_once(
    run: Import,
    base: Path,
    database: URL,  # noqa: F811  # the fixture above
) -> None:
    done = run(base, "--yes")
    assert done.exit_code == 0
    assert "slot client_name" in done.stderr
    assert "4 rows: 2 contacts are taken, 2 rows are not" in done.stdout
    assert "row 3: +79161234567 stands in row 2 already" in done.stdout
    assert "2 contacts were imported (import 1)" in done.stdout
    assert contacts(database) == ["Анна", "=cmd()"]
    again = run(base, "--yes", "--json")
    told = json.loads(again.stdout)
    assert (told["accepted"], told["import_id"]) == (0, None)
    assert contacts(database) == ["Анна", "=cmd()"]


def test_a_dry_run_imports_nobody_and_writes_the_report(
    run: Import,
    base: Path,
    tmp_path: Path,
    database: URL,  # noqa: F811  # the fixture above
) -> None:
    report, whole = tmp_path / "report.csv", tmp_path / "report.json"
    assert run(base, "--dry-run", "--report", report).exit_code == 0
    assert run(base, "--dry-run", "--report", whole).exit_code == 0
    rows = list(csv.reader(report.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["3", "4"]
    assert rows[1][4] == "'+79161234567"
    assert [one["row"] for one in json.loads(whole.read_text())["findings"]] == [3, 4]
    assert contacts(database) == []


def test_without_a_terminal_nobody_comes_in_unasked(
    run: Import,
    base: Path,
    database: URL,  # noqa: F811  # the fixture above
) -> None:
    done = run(base)
    assert isinstance(done.exception, VoicebotError)
    assert "add --yes" in str(done.exception)
    assert contacts(database) == []


def test_what_columns_are_can_be_told_kept_and_told_again(
    run: Import,
    tmp_path: Path,
    database: URL,  # noqa: F811  # the fixture above
) -> None:
    base, kept = tmp_path / "base.csv", tmp_path / "mapping.json"
    base.write_text("a;b;c\n1;89161234567;Анна\n", "utf-8")
    told = ("--map", "c=slot:client_name", "--map", "1=skip")
    assert run(base, *told, "--save-mapping", kept, "--dry-run").exit_code == 0
    mapping = {"a": "skip", "b": "phone", "c": "slot:client_name"}
    assert json.loads(kept.read_text("utf-8")) == mapping
    assert run(base, "--mapping", kept, "--yes").exit_code == 0
    assert contacts(database) == ["Анна"]


def test_a_required_slot_that_no_column_gives_is_told_before_all_else(
    run: Import, tmp_path: Path
) -> None:
    base = tmp_path / "base.csv"
    base.write_text("Телефон\n89161234567\n", "utf-8")
    done = run(base, "--yes")
    assert "no column gives the slot «client_name»" in done.stderr
    assert "1 rows: 0 contacts are taken" in done.stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--map", "x"), "is not COLUMN=USE"),
        (("--map", "x=phone"), "no column «x»"),
        (("--map", "ФИО=telephone"), "a column cannot be «telephone»"),
        (("--report", "report.txt"), "can be .csv or .json"),
        (("--mapping", "ghost.json"), "ghost.json cannot be read"),
        (("--report", "ghost/report.csv", "--dry-run"), "cannot be written"),
    ],
)
def test_an_option_that_cannot_be_followed_is_told_in_a_sentence(
    run: Import, base: Path, words: tuple[str, ...], why: str
) -> None:
    done = run(base, *words)
    assert isinstance(done.exception, VoicebotError)
    assert why in str(done.exception)


def test_a_campaign_that_is_not_there_is_told_with_those_that_are(
    run: Import, base: Path
) -> None:
    done = run(base, campaign="credit_led")
    assert isinstance(done.exception, VoicebotError)
    assert 'did you mean "credit_lead"' in str(done.exception)
