"""From the caller's speech to its meaning, off the event loop."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Protocol

from asr.ear import Ear
from asr.errors import AsrError
from asr.recognizer import Recognizer, Transcript
from voicebot.conversation.events import HeardWord, RecognizerReplaced, SpeechRead
from voicebot.conversation.timeline import Timeline
from voicebot.scenario.actions import Listen
from voicebot.understanding.meaning import Meaning

logger = logging.getLogger(__name__)

LAST_WORDS = 6
"""What somebody who talked on and on came to in the end."""

AGREEMENTS = frozenset({"yes", "interested", "subscribe"})
"""A wrong one costs money, and a television says «да» too."""

READING_DEADLINE_S = 4.0
"""A reading takes 0.1 s to 0.5 s, one of half a minute on a busy machine 3 s. What was
said is read again after this; callers bear a silence so long, and not twice."""


class Understand(Protocol):
    """Text to meaning at the question that waits.

    Under 5 ms, unless a server is asked; then no longer than its deadline.
    """

    def __call__(
        self, text: str, *, question: Listen, alternatives: Sequence[str]
    ) -> Meaning: ...


class Reader:
    """Reads what one call's ear holds; recognition and understanding run on `pool`.

    A recognizer that raises or hangs is replaced, where `new_recognizer` makes others,
    and the speech is read once more, all of it.
    """

    def __init__(
        self,
        *,
        ear: Ear,
        understand: Understand,
        pool: Executor,
        timeline: Timeline,
        new_recognizer: Callable[[], Recognizer] | None = None,
        deadline_s: float = READING_DEADLINE_S,
    ) -> None:
        self._new_recognizer = new_recognizer
        self._deadline_s = deadline_s
        self._ear = ear
        self._understand = understand
        self._pool = pool
        self._timeline = timeline
        self._is_drained = True
        self._is_worth_another = False
        """Another recognizer has taken the place of the one that failed."""

    async def read(self, question: Listen, *, is_cut: bool = False) -> Meaning | None:
        """What the turn means so far; None where two recognizers could not read it.

        Of speech that was cut for its length the last words count, where the whole
        means nothing; but no agreement is taken out of the middle of a talk.
        """
        began = time.perf_counter()
        found = await self._try_to_read(question, began)
        if found is None and self._is_worth_another:
            found = await self._try_to_read(question, began)
        if found is None:
            return None
        read, meaning = found
        self._timeline.record(read)
        if is_cut and meaning.intent not in question.intents:
            return await self._of_last_words(read, question) or meaning
        return meaning

    async def _of_last_words(
        self, read: SpeechRead, question: Listen
    ) -> Meaning | None:
        text = " ".join(word.text for word in read.words[-LAST_WORDS:])
        loop = asyncio.get_running_loop()
        meaning = await loop.run_in_executor(
            self._pool,
            lambda: self._understand(text, question=question, alternatives=()),
        )
        is_answer = meaning.intent in question.intents
        return meaning if is_answer and meaning.intent not in AGREEMENTS else None

    def renew(self, reason: str) -> None:
        """Replace the recognizer; the next reading is of all that was said."""
        if self._new_recognizer is None:
            return
        self._ear.renew(self._new_recognizer())
        self._is_drained = True
        self._timeline.record(RecognizerReplaced(reason=reason))

    async def _try_to_read(
        self, question: Listen, began: float
    ) -> tuple[SpeechRead, Meaning] | None:
        """None after a fault or a hang, and the recognizer is another then."""
        loop = asyncio.get_running_loop()
        begun = threading.Event()
        self._is_worth_another = False
        try:
            async with asyncio.timeout(self._deadline_s):
                return await loop.run_in_executor(
                    self._pool, self._read, question, began, begun
                )
        except AsrError:
            logger.exception("reading_failed")
            self._give_up_recognizer("it failed")
        except TimeoutError:
            self._note_timeout(begun)
        return None

    def _note_timeout(self, begun: threading.Event) -> None:
        """What hangs is given up; what waited for a thread all the time is asked again."""
        extra = {"deadline_s": self._deadline_s, "is_begun": begun.is_set()}
        logger.error("reading_hangs", extra=extra)
        if begun.is_set():
            self._give_up_recognizer(f"it read nothing within {self._deadline_s:g} s")
        else:
            self._is_worth_another = True

    def _give_up_recognizer(self, reason: str) -> None:
        self._is_worth_another = self._new_recognizer is not None
        self.renew(reason)

    def _read(
        self, question: Listen, began: float, begun: threading.Event
    ) -> tuple[SpeechRead, Meaning]:
        """On a thread of the pool: understanding may wait for a server."""
        begun.set()
        transcript = self._ear.transcribe()
        took_s = time.perf_counter() - began
        meaning = self._understand(
            transcript.text, question=question, alternatives=transcript.alternatives
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
        begun = threading.Event()
        try:
            async with asyncio.timeout(self._deadline_s):
                await loop.run_in_executor(self._pool, self._drain, begun)
        except AsrError:
            logger.exception("reading_failed")
        except TimeoutError:
            self._note_timeout(begun)
        finally:
            self._is_drained = True

    def _drain(self, begun: threading.Event) -> None:
        begun.set()
        self._ear.partial()


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
