"""A real speech service on a Unix socket, for clients of every kind."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from asr.recognizer import RecognizerEngine
from tests.asr.conftest import (  # noqa: F401  # fixtures of the same engines
    engine_name,
    korean_vosk,
    whisper,
)
from tests.speech.tone_synthesizer import ToneSynthesizer
from tts.synthesizer import Synthesizer
from voicebot.speech.service import SpeechService
from voicebot.speech.serving import serving
from voicebot.speech.workbench import Workbench


@contextmanager
def running(
    recognizer: RecognizerEngine,
    synthesizer: Synthesizer,
    uri: str,
    *,
    capacity: int = 16,
    patience_s: float = 5.0,
) -> Iterator[str]:
    """The service, on an event loop and a thread of its own."""
    started = threading.Event()
    stop: list[Callable[[], object]] = []

    async def serve() -> None:
        service = SpeechService(
            recognizer=recognizer,
            synthesizer=synthesizer,
            reading=Workbench("reading", threads=1, capacity=capacity),
            speaking=Workbench("speaking", threads=1, capacity=capacity),
            patience_s=patience_s,
        )
        leaving = asyncio.Event()
        loop = asyncio.get_running_loop()
        stop.append(lambda: loop.call_soon_threadsafe(leaving.set))
        async with serving(service, uri):
            started.set()
            await leaving.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    started.wait(10)
    try:
        yield uri
    finally:
        stop[0]()
        thread.join()


@pytest.fixture
def socket_uri(tmp_path: Path) -> str:
    return f"unix://{tmp_path}/speech.sock"


@pytest.fixture
def tone() -> ToneSynthesizer:
    return ToneSynthesizer()
