"""Files of contacts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from voicebot.contacts.importing import Base, checked_base
from voicebot.contacts.opening import open_table
from voicebot.contacts.report import ImportReport
from voicebot.contacts.target import Target
from voicebot.contacts.unusable import UnusableBase
from voicebot.web.problem import Kind, RequestRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """`path` is where the file lies for now, `name` what its sender calls it.

    `told` are uses of columns, by title or number. A dry one stores nothing.
    """

    path: Path
    name: str
    told: Mapping[str, str]
    sheet: str | None
    is_dry: bool


async def import_upload(
    engine: AsyncEngine, upload: Upload, target: Target
) -> ImportReport:
    """What was found in the file, and stored unless it was a dry run.

    Raises:
        RequestRefused: the file is no base, or its columns are not as told.
    """
    try:
        table = open_table(upload.path, upload.sheet)
        base = Base(table, upload.name, target.slots, upload.told)
        async with checked_base(engine, base, target) as checked:
            return checked.report if upload.is_dry else await checked.store()
    except UnusableBase as error:
        sentence = str(error).replace(str(upload.path), upload.name)
        raise RequestRefused(Kind.INVALID, sentence) from error
