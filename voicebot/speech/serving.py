"""Runs a speech service at an address."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from wyoming.server import AsyncServer

from voicebot.errors import SettingsError
from voicebot.i18n import _
from voicebot.speech.connection import parse_address
from voicebot.speech.service import SpeechService


@asynccontextmanager
async def serving(service: SpeechService, uri: str) -> AsyncIterator[None]:
    """Take connections at `uri` inside the block.

    Raises:
        SettingsError: nothing can listen there.
    """
    parse_address(uri)
    server = AsyncServer.from_uri(uri)
    try:
        await server.start(service.handler)
    except OSError as error:
        raise SettingsError(
            _("{uri}: the speech service cannot listen there: {why}").format(
                uri=uri, why=error.strerror
            )
        ) from error
    try:
        yield
    finally:
        await server.stop()
