"""How a campaign goes: once, or live by Server-Sent Events."""

from collections.abc import AsyncIterator

from fastapi import APIRouter
from starlette.responses import StreamingResponse

from voicebot.web.progress_feed import ProgressFeed
from voicebot.web.progress_shapes import ProgressShape
from voicebot.web.services import Wired
from voicebot.web.shape import CampaignName

router = APIRouter(tags=["Ход и результаты"])
EVENTS = "text/event-stream"
RETRY = b"retry: 2000\n\n"


@router.get("/campaigns/{campaign}/progress", summary="Сколько сделано и осталось")
async def progress(campaign: CampaignName, services: Wired) -> ProgressShape:
    return await services.progress.latest(campaign)


@router.get(
    "/campaigns/{campaign}/progress/stream",
    summary="То же, при каждой перемене: события progress (Server-Sent Events)",
    response_class=StreamingResponse,
    responses={200: {"content": {EVENTS: {"schema": {"type": "string"}}}}},
)
async def stream(campaign: CampaignName, services: Wired) -> StreamingResponse:
    await services.progress.latest(campaign)  # there is such a campaign, or 404
    services.progress.expect_room()
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    events = _events(services.progress, campaign)
    return StreamingResponse(events, media_type=EVENTS, headers=headers)


async def _events(feed: ProgressFeed, campaign: str) -> AsyncIterator[bytes]:
    yield RETRY
    async for news in feed.follow(campaign):
        match news:
            case ProgressShape():
                yield f"event: progress\ndata: {news.model_dump_json()}\n\n".encode()
            case str():
                yield f"event: away\ndata: {news}\n\n".encode()
            case None:
                yield b": alive\n\n"
