"""Loads a recognizer's engine by name."""

from pathlib import Path

from asr.errors import AsrError
from asr.recognizer import RecognizerEngine

ENGINES = ("vosk", "whisper")


def load_engine(
    engine: str, folder: Path, threads: int, at_once: int = 1
) -> RecognizerEngine:
    """Load the model in `folder`; only the engine that is asked for is imported.

    `threads` serve one reading, and `at_once` readings are made at the same time; Vosk
    reads on the threads it is called from.

    Raises:
        AsrError: no such engine, or the model is missing or damaged.
    """
    if not folder.is_dir():
        raise AsrError("{folder}: there is no such model; pull it first", folder=folder)
    match engine:
        case "whisper":
            from asr.whisper_engine import WhisperEngine

            return WhisperEngine(folder, threads, at_once)
        case "vosk":
            from asr.vosk_engine import VoskEngine

            return VoskEngine(folder)
        case _:
            raise AsrError(
                "there is no recognizer called {engine}; take one of {known}",
                engine=engine,
                known=", ".join(ENGINES),
            )
