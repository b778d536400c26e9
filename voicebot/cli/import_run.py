"""What `voicebot campaign import` does, one step after the other."""

import asyncio
import json
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from voicebot.cli.campaign_database import known_campaign
from voicebot.cli.import_table import print_columns, print_report, print_stored
from voicebot.contacts.columns import as_mapping, read_map
from voicebot.contacts.importing import Base, Checked, checked_base
from voicebot.contacts.opening import open_table
from voicebot.contacts.report import ImportReport, as_json, csv_lines, summary
from voicebot.contacts.table import Table
from voicebot.contacts.target import Target, campaign_target
from voicebot.errors import VoicebotError
from voicebot.i18n import _
from voicebot.settings import Settings
from voicebot.store.database import open_database
from voicebot.store.ready import ready_database_url

_JSON, _CSV = ".json", ".csv"
_LARGEST_MAPPING = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The command line."""

    campaign: str
    file: Path
    pairs: tuple[str, ...]
    mapping: Path | None
    save_mapping: Path | None
    sheet: str | None
    is_elsewhere_refused: bool
    is_dry: bool
    report: Path | None
    is_confirmed: bool
    now: datetime | None
    as_json: bool


def import_file(settings: Settings, asked: Asked) -> None:
    """Check the file, report, ask, store.

    Raises:
        VoicebotError: the file, the campaign or an option cannot be used, or nobody is
            there to be asked.
    """
    if asked.report is not None and asked.report.suffix.lower() not in (_JSON, _CSV):
        raise VoicebotError(
            _("the report {path} can be .csv or .json; name it so").format(
                path=asked.report
            )
        )
    told = _told(asked)
    table = open_table(asked.file, asked.sheet)
    with ready_database_url(settings) as url:
        asyncio.run(_import(url, settings, asked, table, told))


async def _import(
    url: URL,
    settings: Settings,
    asked: Asked,
    table: Table,
    told: Mapping[str, str],
) -> None:
    async with open_database(url) as engine:
        target = await _target(engine, settings, asked)
        base = Base(table, asked.file.name, target.slots, told)
        print_columns(base, target)
        _keep_mapping(base, asked.save_mapping)
        with _Bar() as bar:
            async with checked_base(engine, base, target, bar.tell) as checked:
                bar.stop()
                report = await _decided(checked, asked)
    # It is not returned: asyncio writes out what its task returns, findings and all.
    if asked.as_json:
        click.echo(json.dumps(summary(report), ensure_ascii=False))


async def _target(engine: AsyncEngine, settings: Settings, asked: Asked) -> Target:
    async with engine.connect() as connection:
        campaign = await known_campaign(connection, asked.campaign)
    return campaign_target(
        settings,
        campaign,
        now=asked.now or datetime.now(UTC),
        is_elsewhere_refused=asked.is_elsewhere_refused,
    )


async def _decided(checked: Checked, asked: Asked) -> ImportReport:
    report = checked.report
    print_report(report, is_result=not asked.as_json)
    if asked.is_dry or not report.accepted or not _is_agreed(report, asked):
        _write(report, asked.report)
        return report
    stored = await checked.store()
    print_stored(stored, is_result=not asked.as_json)
    _write(stored, asked.report)
    return stored


def _is_agreed(report: ImportReport, asked: Asked) -> bool:
    if asked.is_confirmed:
        return True
    if not sys.stdin.isatty():
        _write(report, asked.report)
        raise VoicebotError(
            _(
                "nothing was imported, for nobody is here to be asked; add --yes to import"
            )
        )
    question = _("import {count} contacts?").format(count=report.accepted)
    with _interruptible():
        return click.confirm(question, err=True)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl+C breaks off what waits for an answer; asyncio's would wait for it too."""
    of_asyncio = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, of_asyncio)


def _told(asked: Asked) -> Mapping[str, str]:
    """Uses of columns: of the file, and over them those of the command line."""
    told = {} if asked.mapping is None else dict(_read_mapping(asked.mapping))
    return told | dict(read_map(pair) for pair in asked.pairs)


def _read_mapping(path: Path) -> Mapping[str, str]:
    try:
        with path.open("rb") as file:
            read = json.loads(file.read(_LARGEST_MAPPING))
    except OSError as error:
        raise VoicebotError(
            _("{path} cannot be read: {reason}; check the path and its rights").format(
                path=path, reason=error.strerror
            )
        ) from error
    except (ValueError, RecursionError):
        read = None
    is_mapping = isinstance(read, dict) and all(
        isinstance(use, str) for use in read.values()
    )
    if not is_mapping:
        raise VoicebotError(
            _('{path} is no mapping; write one like {{"телефон": "phone"}}').format(
                path=path
            )
        )
    mapping: Mapping[str, str] = read
    return mapping


def _keep_mapping(base: Base, path: Path | None) -> None:
    if path is not None:
        kept = json.dumps(as_mapping(base.columns), ensure_ascii=False, indent=2)
        _write_text(path, f"{kept}\n")


def _write(report: ImportReport, path: Path | None) -> None:
    if path is None:
        return
    if path.suffix.lower() == _JSON:
        text = json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(csv_lines(report))
    _write_text(path, text)


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise VoicebotError(
            _("{path} cannot be written: {reason}; name another file").format(
                path=path, reason=error.strerror
            )
        ) from error


class _Bar(Progress):
    """How much of the base was read; on a terminal only."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        super().__init__(
            console=console, transient=True, disable=not console.is_terminal
        )
        self._task = self.add_task(_("checking"), total=1.0)

    def tell(self, share: float) -> None:
        self.update(self._task, completed=share)
