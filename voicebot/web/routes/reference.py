"""The page of all paths."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from voicebot.web.reference import reference_page

router = APIRouter()


@router.get("/docs", include_in_schema=False)
async def page(request: Request) -> HTMLResponse:
    return HTMLResponse(reference_page(request.app.openapi()))
