"""From the caller's speech to its meaning, off the event loop."""

import asyncio
import logging
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from typing import Protocol

from asr.ear import Ear
from asr.errors import AsrError
from asr.recognizer import Transcript
from voicebot.conversation.events import HeardWord, SpeechRead
from voicebot.conversation.timeline import Timeline
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.wordless import without_words

logger = logging.getLogger(__name__)


class Understand(Protocol):
    """Text to meaning among the intents that compete; under 5 ms."""

    def __call__(
        self, text: str, *, among: Sequence[str], alternatives: Sequence[str]
    ) -> Meaning: ...


class Reader:
    """Reads what one call's ear holds; recognition runs on `pool`."""

    def __init__(
        self, *, ear: Ear, understand: Understand, pool: Executor, timeline: Timeline
    ) -> None:
        self._ear = ear
        self._understand = understand
        self._pool = pool
        self._timeline = timeline
        self._is_drained = True

    async def read(self, among: Sequence[str]) -> Meaning:
        """What the turn means so far. A recognizer that fails makes a no-match."""
        began = time.perf_counter()
        loop = asyncio.get_running_loop()
        try:
            transcript = await loop.run_in_executor(self._pool, self._ear.transcribe)
        except AsrError:
            logger.exception("reading_failed")
            return without_words()
        took_s = time.perf_counter() - began
        self._timeline.record(_speech_read(transcript, took_s))
        return self._understand(
            transcript.text, among=among, alternatives=transcript.alternatives
        )

    async def drain(self) -> None:
        """Let a streaming engine work through what waits while the caller speaks on.

        Without it a long reply would be worked through only after its end.
        """
        if not self._is_drained:
            return
        self._is_drained = False
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._pool, self._ear.partial)
        except AsrError:
            logger.exception("reading_failed")
        finally:
            self._is_drained = True


def _speech_read(transcript: Transcript, took_s: float) -> SpeechRead:
    words = tuple(
        HeardWord(
            text=word.text,
            start_s=word.start_s,
            end_s=word.end_s,
            confidence=word.confidence,
        )
        for word in transcript.words
    )
    return SpeechRead(text=transcript.text, words=words, took_s=took_s)
