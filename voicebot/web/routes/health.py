"""For whoever watches the process: no token needed, nothing told of campaigns."""

from fastapi import APIRouter

from voicebot.web.services import Wired
from voicebot.web.shape import Shape

router = APIRouter(tags=["Состояние"])


class Well(Shape):
    """What a watcher compares with."""

    status: str = "ok"


@router.get("/health", summary="Процесс отвечает")
async def health() -> Well:
    return Well()


@router.get("/ready", summary="База данных отвечает, её таблицы той же версии")
async def ready(services: Wired) -> Well:
    await services.database.check()
    return Well()
