"""The HTTP server, and what it serves, for as long as a process lives."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager

import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override

from voicebot.errors import SettingsError
from voicebot.i18n import _
from voicebot.setting_parts.web import WebSettings
from voicebot.settings import PROJECT_DIR, Settings
from voicebot.store.ready import ready_database_url
from voicebot.web.app import web_app
from voicebot.web.services import Services

logger = logging.getLogger(__name__)

DRAINS_WITHIN_S = 20
"""An import of 100,000 rows ends in it."""

CONNECTIONS = 200
KEPT_S = 30
"""How long an idle connection is kept: a CRM sends leads some seconds apart."""


class _Server(uvicorn.Server):
    """Leaves signals to whoever runs it."""

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[str]:
    """Serve inside the block; gives the address. Requests that have begun are answered.

    Raises:
        SettingsError: the address or the certificate cannot be used.
        StoreError: the embedded database does not start.
    """
    with ready_database_url(settings) as url, closing(_listener(settings.web)) as own:
        services = Services(settings, url)
        try:
            server = _Server(_config(web_app(services), settings.web))
            _tell_who_is_let_in(settings.web)
            async with asyncio.TaskGroup() as group:
                group.create_task(server.serve([own]), name="http server")
                try:
                    yield _address(own, settings.web)
                finally:
                    services.close_streams()
                    server.should_exit = True
        finally:
            await services.close()


def _listener(web: WebSettings) -> socket.socket:
    try:
        family, *_kind, address = socket.getaddrinfo(
            web.host, web.port or 0, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.create_server(address, family=family)
    except OSError as error:
        raise SettingsError(
            _(
                "the HTTP interface cannot listen on {host}:{port}: {why}; name another"
                " web.host or web.port"
            ).format(host=web.host, port=web.port, why=error.strerror)
        ) from error
    # Who is accepted inherits it: without, a second segment waits 40 ms for its ACK.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _config(app: ASGIApp, web: WebSettings) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,  # who is let in goes by the true peer
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=KEPT_S,
        timeout_graceful_shutdown=DRAINS_WITHIN_S,
        reset_contextvars=True,
        ssl_certfile=PROJECT_DIR / web.certificate if web.certificate else None,
        ssl_keyfile=PROJECT_DIR / web.key if web.key else None,
    )
    try:
        config.load()
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise SettingsError(
            _(
                "web.certificate and web.key cannot be used: {why}; name a PEM"
                " certificate and its key"
            ).format(why=error)
        ) from error
    return config


def _address(listener: socket.socket, web: WebSettings) -> str:
    host, port = listener.getsockname()[:2]
    scheme = "https" if web.certificate else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def _tell_who_is_let_in(web: WebSettings) -> None:
    if not web.tokens:
        logger.warning("web_open_to_this_machine", extra={"host": web.host})
    elif not web.certificate:
        logger.info("web_without_https", extra={"tokens": sorted(web.tokens)})
