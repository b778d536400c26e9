"""Hears recorded audio as a call would: the same ear, recognizer and understanding."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asr.audio_file import read_audio
from asr.ear import Ear
from asr.listening import Span, listen
from asr.recognizer import RecognizerEngine
from asr.silero_vad import SileroModel
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.meaning_json import slots_json
from voicebot.understanding.understander import Understander


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardFile:
    """One recording heard as one turn.

    `latency_s` is the CPU-bound wait after the caller's last sound: reading and
    understanding.
    """

    path: Path
    meaning: Meaning
    speech: tuple[Span, ...]
    latency_s: float

    def record(self) -> Mapping[str, object]:
        """The JSON object that `voicebot listen` prints a file."""
        return {
            "file": str(self.path),
            "text": self.meaning.text,
            "intent": self.meaning.intent,
            "confidence": round(self.meaning.confidence, 3),
            "slots": slots_json(self.meaning),
            "speech": [
                [round(span.start_s, 3), round(span.end_s, 3)] for span in self.speech
            ],
            "latency_s": round(self.latency_s, 3),
        }


class OfflineListener:
    """Models loaded once; a fresh ear a file, so that files do not influence each other.

    `among` are the intents that compete; None is all there are.
    """

    def __init__(
        self,
        engine: RecognizerEngine,
        vad: SileroModel,
        understander: Understander,
        *,
        among: Sequence[str] | None,
    ) -> None:
        self._engine = engine
        self._vad = vad
        self._understander = understander
        self._among = among
        self._phrases = understander.phrases_of(among or tuple(understander.book))

    @property
    def engine_name(self) -> str:
        return self._engine.name

    def understand(
        self, text: str, now: datetime, alternatives: Sequence[str] = ()
    ) -> Meaning:
        return self._understander.understand(
            text, among=self._among, now=now, alternatives=alternatives
        )

    def hear(self, path: Path, now: datetime) -> HeardFile:
        """Hear one file.

        Raises:
            AsrError: the file cannot be read.
        """
        ear = Ear(self._vad.detector(), self._engine.recognizer())
        heard = listen(ear, read_audio(path), self._phrases)
        began_s = time.perf_counter()
        read = heard.transcript
        meaning = self.understand(read.text, now, read.alternatives)
        understood_s = time.perf_counter() - began_s
        return HeardFile(
            path=path,
            meaning=meaning,
            speech=heard.speech,
            latency_s=heard.latency_s + understood_s,
        )
