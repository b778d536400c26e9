"""How long a base takes from the file to the campaign.

    python -m benchmarks.imports [--rows 100000] [--known 0] [--json out.json]

The command is run as people run it, `voicebot campaign import … --yes`, in a process of
its own, on a PostgreSQL that this one keeps running; each format goes into a campaign of
its own, and again into the same one. Of the base's rows one in fifty is a duplicate and
one in a hundred has no number that can be dialled. `--known` people are in another
campaign before. Peak memory is the command's own, with the child that reads workbooks.
"""

import argparse
import asyncio
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from rich.console import Console
from rich.table import Table
from sqlalchemy import URL

from voicebot.store.campaigns import create_campaign
from voicebot.store.database import DRIVER, open_database
from voicebot.store.embedded import running_server
from voicebot.store.upgrading import upgrade_database

console = Console(width=100)

TITLES = ("Телефон", "ФИО", "Город", "Сумма долга", "Дата договора", "Доп. телефон")
NAMES = ("Анна", "Пётр", "Ольга", "Сергей", "Мария", "Иван", "Елена", "Алексей")
CITIES = ("Москва", "Казань", "Екатеринбург", "Омск", "Новосибирск", "Владивосток")
RULES = """
campaign: {name}
scenario: base_refresh
test: true
zones: [Europe/Moscow]
"""
DUPLICATE_EACH, BROKEN_EACH = 50, 99
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of one run; `peak_mb` is the largest process's."""

    base: str
    megabytes: float
    seconds: float
    peak_mb: float
    accepted: int
    refused: int


def base_rows(count: int, seed: int = 1) -> list[list[str]]:
    """Numbers in several spellings; the same rows for the same seed."""
    draw = random.Random(seed)
    rows: list[list[str]] = []
    for at in range(count):
        if at and at % DUPLICATE_EACH == 0:
            number = rows[-1][0]
        elif at and at % BROKEN_EACH == 0:
            number = draw.choice(("нет", "112", "223-33-22", "8 300 1234567"))
        else:
            number = _spelled(draw, f"9{draw.randrange(10**9):09}")
        name = f"{draw.choice(NAMES)} {draw.choice(NAMES)}ова"
        debt = f"{draw.randrange(100_000)},{draw.randrange(100):02}"
        day = f"{draw.randrange(1, 29):02}.{draw.randrange(1, 13):02}.2026"
        second = f"8495{draw.randrange(10**7):07}" if at % 3 == 0 else ""
        rows.append([number, name, draw.choice(CITIES), debt, day, second])
    return rows


def _spelled(draw: random.Random, digits: str) -> str:
    code, first, second, third = digits[:3], digits[3:6], digits[6:8], digits[8:]
    forms = (
        f"7{digits}",
        f"+7 ({code}) {first}-{second}-{third}",
        f"8 {code} {first} {second} {third}",
        digits,
    )
    return draw.choice(forms)


def write_csv(path: Path, rows: Rows, encoding: str = "cp1251") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(TITLES)
        writer.writerows(rows)


def write_utf8(path: Path, rows: Rows) -> None:
    write_csv(path, rows, "utf-8-sig")


def write_json(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            record = dict(zip(TITLES, row, strict=True))
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_xlsx(path: Path, rows: Rows) -> None:
    """Numbers of eleven digits are kept as spreadsheets keep them: as quantities."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("База")
    sheet.write_row(0, 0, TITLES)
    for at, row in enumerate(rows, 1):
        cells = [int(cell) if cell.isdecimal() else cell for cell in row]
        sheet.write_row(at, 0, cells)
    book.close()


FORMATS: Mapping[str, Callable[[Path, Rows], None]] = {
    "cp1251.csv": write_csv,
    "utf8.csv": write_utf8,
    "lines.json": write_json,
    "book.xlsx": write_xlsx,
}


async def add_campaigns(url: URL, names: Sequence[str]) -> None:
    async with open_database(url) as engine, engine.begin() as connection:
        for name in names:
            text = RULES.format(name=name)
            await create_campaign(connection, text, now=datetime.now(UTC))


def run(url: URL, campaign: str, path: Path) -> Figures:
    """One import, as a person starts it."""
    words = ["campaign", "import", campaign, str(path), "--yes", "--json"]
    plain = url.set(drivername="postgresql")
    address = plain.render_as_string(hide_password=False)
    began_s = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "voicebot", *words],
        env=os.environ | {"VOICEBOT_DATABASE__URL": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    told = process.stdout.read()
    _pid, code, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began_s
    if code:
        ended = os.waitstatus_to_exitcode(code)
        raise SystemExit(f"{path.name}: voicebot ended with {ended}")
    report = json.loads(told)
    return Figures(
        base=f"{path.name} → {campaign}",
        megabytes=path.stat().st_size / 2**20,
        seconds=seconds,
        peak_mb=used.ru_maxrss / 1024,
        accepted=report["accepted"],
        refused=report["refused"],
    )


def measured(url: URL, folder: Path, rows: int, known: int) -> Iterator[Figures]:
    names = [name.replace(".", "_") for name in FORMATS]
    asyncio.run(add_campaigns(url, [*names, "others"]))
    if known:
        path = folder / "others.csv"
        write_csv(path, base_rows(known, seed=2))
        yield run(url, "others", path)
    base = base_rows(rows)
    for (file, write), name in zip(FORMATS.items(), names, strict=True):
        write(folder / file, base)
        yield run(url, name, folder / file)
        yield run(url, name, folder / file)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--known", type=int, default=0)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    table = Table("base", "MB", "s", "peak MB", "taken", "not taken")
    figures = []
    with (
        tempfile.TemporaryDirectory() as temporary,
        running_server(Path(temporary) / "postgres") as server,
    ):
        url = server.set(drivername=DRIVER)
        upgrade_database(url)
        folder = Path(temporary)
        for one in measured(url, folder, arguments.rows, arguments.known):
            figures.append(asdict(one))
            table.add_row(
                one.base,
                f"{one.megabytes:.1f}",
                f"{one.seconds:.1f}",
                f"{one.peak_mb:.0f}",
                f"{one.accepted:,}",
                f"{one.refused:,}",
            )
    console.print(table)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
