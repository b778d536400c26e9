"""What a campaign came to: files for Excel, figures for programs."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, BinaryIO
from urllib.parse import quote

from fastapi import APIRouter, Query
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.responses import StreamingResponse

from voicebot.errors import ScenarioError
from voicebot.results.as_json import results_json
from voicebot.results.export import Wanted, export
from voicebot.results.gathering import Whose, gather
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import Settings
from voicebot.store.campaigns import CampaignRow
from voicebot.web.database import ONE_MOMENT
from voicebot.web.finding import campaign_at
from voicebot.web.kept_rules import kept_rules
from voicebot.web.services import Wired
from voicebot.web.shape import CampaignName, Text

router = APIRouter(tags=["Ход и результаты"])
PIECE_BYTES = 1 << 16


class Form(StrEnum):
    """Of an exported file."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA: Mapping[Form, str] = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FILE = {"schema": {"type": "string", "format": "binary"}}


@router.get("/campaigns/{campaign}/report", summary="Итоги в цифрах")
async def report(
    campaign: CampaignName,
    services: Wired,
    goal: Annotated[
        Text | None, Query(description="список, который и есть успех")
    ] = None,
) -> dict[str, Any]:
    async with services.database.reading(is_one_moment=True) as connection:
        row = await campaign_at(connection, campaign)
        whose = Whose(
            campaign_id=row.id, rules=kept_rules(row), status=row.status, goal=goal
        )
        return results_json(await gather(connection, whose))


@router.get(
    "/campaigns/{campaign}/results",
    summary="Все контакты с результатами одним файлом",
    response_class=StreamingResponse,
    responses={200: {"content": dict.fromkeys(MEDIA.values(), _FILE)}},
)
async def results(
    campaign: CampaignName,
    services: Wired,
    form: Annotated[Form, Query(alias="format")] = Form.CSV,
    only_list: Annotated[
        Text | None, Query(alias="list", description="только этот список")
    ] = None,
) -> StreamingResponse:
    async with services.database.reading() as connection:
        row = await campaign_at(connection, campaign)
    wanted = Wanted(
        campaign_id=row.id,
        only_list=only_list,
        outcomes=await asyncio.to_thread(_outcomes, row, services.settings),
    )
    with services.beside.place(), services.database.translated_errors():
        file = await services.beside.run(lambda engine: _exported(engine, wanted, form))
    return StreamingResponse(
        _pieces(file),
        media_type=MEDIA[form],
        headers={"Content-Disposition": _named(f"{row.name}.{form}")},
    )


async def _exported(engine: AsyncEngine, wanted: Wanted, form: Form) -> BinaryIO:
    """All as it was at one moment; the file stays readable when its folder is gone."""
    with tempfile.TemporaryDirectory(prefix="voicebot-export-") as folder:
        path = Path(folder) / f"results.{form}"
        isolated = engine.execution_options(isolation_level=ONE_MOMENT)
        async with isolated.connect() as connection:
            await export(connection, wanted, path)
        return path.open("rb")


async def _pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
            yield piece


def _named(name: str) -> str:
    """RFC 6266: a name in any letters."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


def _outcomes(row: CampaignRow, settings: Settings) -> Mapping[str, str]:
    """The scenario's words for results of talks; none where it is not here any more."""
    scenario = kept_rules(row).scenario
    try:
        return load_scenario(settings.folders.dialogs / f"{scenario}.yaml").outcomes
    except ScenarioError:
        return {}
