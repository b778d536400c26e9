"""All paths and the layers around them, as one ASGI application."""

import logging

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp

from voicebot.errors import StoreError, VoicebotError
from voicebot.i18n import _
from voicebot.web.body_limit import BodyLimit
from voicebot.web.complaints import invalid
from voicebot.web.description import DescribedApp
from voicebot.web.gate import Gate
from voicebot.web.problem import Kind, Problem, RequestRefused
from voicebot.web.request_scope import RequestScope, fault
from voicebot.web.routes import ROUTERS
from voicebot.web.services import Services

logger = logging.getLogger(__name__)

ROOT = "/api/v1"
MEGABYTE = 1_000_000


def web_app(services: Services) -> ASGIApp:
    """Every request passes, in this order: its id and language, the gate, the limit."""
    app = DescribedApp(
        title="voicebot",
        version="1",
        openapi_url=f"{ROOT}/openapi.json",
        docs_url=None,  # its page would load scripts from the net
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False},
    )
    app.state.services = services
    for router in ROUTERS:
        app.include_router(router, prefix=ROOT)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(VoicebotError, _unusable)
    app.add_exception_handler(Exception, _fault)
    web = services.settings.web
    limited = BodyLimit(app, web.upload_mb * MEGABYTE)
    return RequestScope(Gate(limited, web.tokens))


async def _refused(_request: Request, error: Exception) -> Response:
    if isinstance(error, RequestRefused):
        return error.problem.response
    assert isinstance(error, HTTPException)  # what it is registered for
    return _problem_of(error).response


def _problem_of(error: HTTPException) -> Problem:
    """What FastAPI itself refuses, before any code of ours."""
    match error.status_code:
        case 404:
            return Problem(kind=Kind.NOT_FOUND, detail=_no_such_path())
        case 405:
            return Problem(
                kind=Kind.NO_METHOD,
                detail=_(
                    "this path takes another method; its list is at {page}"
                ).format(page=f"{ROOT}/docs"),
                headers=error.headers or {},
            )
        case _:
            detail = _("the request cannot be read ({reason}); correct it").format(
                reason=error.detail
            )
            return Problem(kind=Kind.INVALID, detail=detail)


def _no_such_path() -> str:
    return _("there is no such path; the list is at {page}").format(page=f"{ROOT}/docs")


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # what it is registered for
    return invalid(error.errors()).response


async def _unusable(_request: Request, error: Exception) -> Response:
    kind = Kind.CONFLICT if isinstance(error, StoreError) else Kind.INVALID
    return Problem(kind=kind, detail=str(error)).response


async def _fault(_request: Request, error: Exception) -> Response:
    logger.error("request_failed", exc_info=error)
    return fault().response
