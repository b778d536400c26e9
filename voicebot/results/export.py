"""A campaign's contacts and attempts as a file; its suffix chooses the form."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.results.answer_rows import field_names
from voicebot.results.attempt_rows import AttemptRow, attempt_rows
from voicebot.results.columns import (
    Column,
    attempt_columns,
    cells_of,
    contact_columns,
    import_columns,
)
from voicebot.results.contact_rows import ContactRow, contact_rows, slot_names
from voicebot.results.csv_file import write_csv
from voicebot.results.gathering import lists_of
from voicebot.results.xlsx_file import Book, Sheet, open_book


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be exported; `only_list` None is every contact.

    `outcomes` are the scenario's words for results of a talk, as managers read them.
    With `is_for_import` contacts have only what another campaign needs of them;
    `is_of_attempts` is for CSV, which holds one table: a row an attempt.
    """

    campaign_id: int
    only_list: str | None = None
    is_for_import: bool = False
    is_of_attempts: bool = False
    outcomes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """How much was written; None is what the form has no room for."""

    contacts: int | None = None
    attempts: int | None = None
    lists: Mapping[str, int] = field(default_factory=dict)


async def export(connection: AsyncConnection, wanted: Wanted, file: Path) -> Exported:
    """Write `file`: CSV with the contacts, or XLSX with a sheet a list, all, attempts.

    Rows pass one by one, so that memory does not grow with them. The file is whole, or
    as it was before.

    Raises:
        CampaignError: no such form, no such list, or the file cannot be written.
    """
    write = FORMS.get(file.suffix.lower())
    if write is None:
        raise CampaignError(
            _("{file}: an export is one of {forms}; name the file so").format(
                file=file, forms=", ".join(FORMS)
            )
        )
    await _check_list(connection, wanted)
    with _whole(file) as part:
        return await write(connection, wanted, part)


async def _check_list(connection: AsyncConnection, wanted: Wanted) -> None:
    known = await lists_of(connection, wanted.campaign_id)
    if wanted.only_list is not None and wanted.only_list not in known:
        raise CampaignError(
            _('nobody is in the list "{name}"; there are {known}').format(
                name=wanted.only_list, known=", ".join(known) or _("no lists yet")
            )
        )


@contextmanager
def _whole(file: Path) -> Iterator[Path]:
    """A file beside `file` that takes its name at the end."""
    part = file.with_name(f".{file.stem}.part{file.suffix}")
    try:
        part.touch()  # whether anything can be written there at all
        yield part
        part.replace(file)
    except OSError as error:
        raise CampaignError(
            _("{file} cannot be written: {reason}; choose another place").format(
                file=file, reason=error.strerror
            )
        ) from error
    finally:
        part.unlink(missing_ok=True)


async def _csv(connection: AsyncConnection, wanted: Wanted, file: Path) -> Exported:
    if wanted.is_of_attempts:
        of_calls = await _attempt_columns(connection, wanted)
        calls = attempt_rows(connection, wanted.campaign_id, wanted.only_list)
        made = await write_csv(file, of_calls, calls)
        return Exported(attempts=made)
    columns = await _columns(connection, wanted)
    people = contact_rows(connection, wanted.campaign_id, wanted.only_list)
    return Exported(contacts=await write_csv(file, columns, people))


async def _xlsx(connection: AsyncConnection, wanted: Wanted, file: Path) -> Exported:
    columns = await _columns(connection, wanted)
    lists = await lists_of(connection, wanted.campaign_id)
    if wanted.only_list is not None:
        lists = {wanted.only_list: lists[wanted.only_list]}
    with open_book(file) as book:
        everyone = Sheet(book, _("all contacts"), columns)
        by_list = {name: Sheet(book, name, columns) for name in lists}
        async for row in contact_rows(connection, wanted.campaign_id, wanted.only_list):
            cells = cells_of(columns, row)
            everyone.add(cells)
            if row.list in by_list:
                by_list[row.list].add(cells)
        for sheet in (everyone, *by_list.values()):
            sheet.finish()
        attempts = await _attempts(connection, wanted, book)
    return Exported(
        contacts=everyone.rows,
        attempts=attempts,
        lists={name: sheet.rows for name, sheet in by_list.items()},
    )


async def _attempts(connection: AsyncConnection, wanted: Wanted, book: Book) -> int:
    columns = await _attempt_columns(connection, wanted)
    sheet = Sheet(book, _("attempts made"), columns)
    async for row in attempt_rows(connection, wanted.campaign_id, wanted.only_list):
        sheet.add(cells_of(columns, row))
    sheet.finish()
    return sheet.rows


async def _columns(
    connection: AsyncConnection, wanted: Wanted
) -> tuple[Column[ContactRow], ...]:
    slots = await slot_names(connection, wanted.campaign_id)
    if wanted.is_for_import:
        return import_columns(slots)
    fields = await field_names(connection, wanted.campaign_id)
    return contact_columns(slots, fields, wanted.outcomes)


async def _attempt_columns(
    connection: AsyncConnection, wanted: Wanted
) -> tuple[Column[AttemptRow], ...]:
    fields = await field_names(connection, wanted.campaign_id)
    return attempt_columns(fields, wanted.outcomes)


FORMS: Mapping[str, Callable[[AsyncConnection, Wanted, Path], Awaitable[Exported]]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
}
"""What writes each suffix."""
