"""Files of contacts."""

import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from voicebot.i18n import _
from voicebot.web.database import away
from voicebot.web.finding import campaign_at
from voicebot.web.import_shapes import ImportAsked, ImportTold
from voicebot.web.importing import Upload, import_upload
from voicebot.web.services import Wired
from voicebot.web.shape import CampaignName

router = APIRouter(tags=["Контакты"])
_FILE = {"schema": {"type": "string", "format": "binary"}}
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"text/csv": _FILE, "application/octet-stream": _FILE},
    }
}


@router.post(
    "/campaigns/{campaign}/imports",
    summary="Файл контактов (CSV, XLSX, XLS, ODS, JSON) телом запроса; отчёт о нём",
    openapi_extra=BODY,
)
async def import_file(
    campaign: CampaignName,
    asked: Annotated[ImportAsked, Query()],
    request: Request,
    services: Wired,
) -> ImportTold:
    told = asked.told
    async with services.database.reading() as connection:
        row = await campaign_at(connection, campaign)
    target = await services.targets.of(
        row, services.now(), is_elsewhere_refused=asked.skip_known
    )
    with (
        services.beside.place(),
        tempfile.TemporaryDirectory(prefix="voicebot-import-") as folder,
    ):
        path = Path(folder) / "contacts"
        await _receive(request, path)
        upload = Upload(
            path=path,
            name=asked.file,
            told=told,
            sheet=asked.sheet,
            is_dry=asked.dry_run,
        )
        with services.database.translated_errors():
            report = await services.beside.run(
                lambda engine: import_upload(engine, upload, target)
            )
    return ImportTold.of(report, asked.findings)


async def _receive(request: Request, path: Path) -> None:
    """To the disk as it comes: however large, it takes no memory."""
    try:
        with path.open("wb") as file:
            async for piece in request.stream():
                file.write(piece)
    except OSError as error:
        sentence = _(
            "the file cannot be kept while it is read: {why}; make room for it"
        )
        raise away(sentence.format(why=error.strerror)) from error
