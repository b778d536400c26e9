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
    """Text to meaning among the intents that compete.

    Under 5 ms, unless a server is asked; then no longer than its deadline.
    """

    def __call__(
        self, text: str, *, among: Sequence[str], alternatives: Sequence[str]
    ) -> Meaning: ...


class Reader:
    """Reads what one call's ear holds; recognition and understanding run on `pool`."""

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
        loop = asyncio.get_running_loop()
        try:
            read, meaning = await loop.run_in_executor(
                self._pool, self._read, among, time.perf_counter()
            )
        except AsrError:
            logger.exception("reading_failed")
            return without_words()
        self._timeline.record(read)
        return meaning

    def _read(self, among: Sequence[str], began: float) -> tuple[SpeechRead, Meaning]:
        """On a thread of the pool: understanding may wait for a server."""
        transcript = self._ear.transcribe()
        took_s = time.perf_counter() - began
        meaning = self._understand(
            transcript.text, among=among, alternatives=transcript.alternatives
        )
        return _speech_read(transcript, took_s), meaning

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
