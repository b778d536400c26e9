"""Others who speak the Wyoming protocol: a stock server for us, a stock client of ours."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from wyoming.asr import Transcript as WyomingTranscript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncClient
from wyoming.event import Event
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import Synthesize

from tests.asr.conftest import MODELS_DIR, recording
from tests.speech.conftest import running
from tests.speech.test_remote_recognizer import CountingEngine
from tests.speech.tone_synthesizer import SAMPLES_A_LETTER, ToneSynthesizer
from voicebot.speech.connection import Connection, PeerGone
from voicebot.speech.remote_recognizer import RemoteEngine

STARTS_WITHIN_S = 60


@pytest.fixture
def stock_server(socket_uri: str, tmp_path: Path) -> Iterator[str]:
    """wyoming-faster-whisper with the model that lies here."""
    command = (sys.executable, "-m", "wyoming_faster_whisper", "--uri", socket_uri)
    model = ("--model", str(MODELS_DIR / "whisper-base"), "--language", "ru")
    with subprocess.Popen((*command, *model, "--data-dir", str(tmp_path))) as server:
        try:
            wait_for(socket_uri)
            yield socket_uri
        finally:
            server.terminate()


def wait_for(uri: str) -> None:
    last_try_s = time.monotonic() + STARTS_WITHIN_S
    while True:
        try:
            Connection(uri).close()
        except PeerGone:
            if time.monotonic() > last_try_s:
                raise
            time.sleep(0.1)
        else:
            return


@pytest.mark.model
def test_a_stock_server_recognizes_for_us(stock_server: str) -> None:
    recognizer = RemoteEngine([stock_server], name="stock", deadline_s=60).recognizer()
    recognizer.begin(["перезвоните"])
    recognizer.hear(recording("ru_perezvonite"))
    first = recognizer.transcribe()
    assert "через полчаса" in first.text
    recognizer.begin()
    recognizer.hear(recording("ru_neinteresno"))
    assert "интересно" in recognizer.transcribe().text


async def answers(uri: str, *asked: Event) -> list[Event]:
    """What a stock client gets, up to the first event that ends an answer."""
    got: list[Event] = []
    async with AsyncClient.from_uri(uri) as client:
        for event in asked:
            await client.write_event(event)
        while True:
            event = await client.read_event()
            assert event is not None
            got.append(event)
            if event.type in {"transcript", "audio-stop", "info", "pong", "error"}:
                return got


@pytest.fixture
def ours(socket_uri: str, tone: ToneSynthesizer) -> Iterator[str]:
    with running(CountingEngine(), tone, socket_uri):
        yield socket_uri


def test_a_stock_client_is_told_what_we_offer(ours: str) -> None:
    [event] = asyncio.run(answers(ours, Describe().event()))
    info = Info.from_event(event)
    assert info.asr[0].models[0].name == "counting"
    assert info.asr[0].models[0].languages == ["ru"]
    assert [voice.name for voice in info.tts[0].voices] == ["low", "high"]
    assert info.tts[0].voices[0].version == "7"


@pytest.mark.parametrize(("rate", "channels"), [(8000, 1), (16000, 1), (16000, 2)])
def test_a_stock_client_is_heard_at_its_own_rate(
    ours: str, rate: int, channels: int
) -> None:
    sound = {"rate": rate, "width": 2, "channels": channels}
    second = AudioChunk(**sound, audio=bytes(2 * rate * channels))
    events = (AudioStart(**sound), second, second, AudioStop())
    [event] = asyncio.run(answers(ours, *(each.event() for each in events)))
    assert WyomingTranscript.from_event(event).text == "16000"


def test_a_stock_client_is_spoken_to(ours: str) -> None:
    got = asyncio.run(answers(ours, Synthesize(text="Да").event()))
    assert AudioStart.from_event(got[0]).rate == 16000
    chunks = [AudioChunk.from_event(event) for event in got[1:-1]]
    assert sum(chunk.samples for chunk in chunks) == 2 * SAMPLES_A_LETTER


def test_what_is_not_understood_breaks_nothing(ours: str) -> None:
    odd = Event(type="detect", data={"names": ["hey"]})
    wrong = AudioChunk(rate=8000, width=1, channels=1, audio=b"abc")
    start = AudioStart(rate=8000, width=1, channels=1)
    [event] = asyncio.run(answers(ours, odd, start.event(), wrong.event()))
    assert event.data["text"] == "8 bit audio; send 16 bit"
    [event] = asyncio.run(answers(ours, odd, Ping(text="x").event()))
    assert Pong.from_event(event).text == "x"
