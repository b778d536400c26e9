"""Speech for prompts: from memory, from disk, or from the synthesizer.

The way of a text: normalization, cut into sentences, each sentence by itself looked
up or synthesized, brought to 8 kHz and one loudness. So of «Добрый день, Анна. Это
робот …» only the first sentence is made during the call.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np

from tts.errors import TtsError
from tts.normalize import normalize
from tts.prompt_store import PromptStore
from tts.recent import RecentSpeech
from tts.sentences import cut, is_pause
from tts.ssml import Pause, parse_spans
from tts.synthesizer import RATE_HZ, Speech, Synthesizer
from tts.telephone import VERSION, silence, to_telephone
from tts.voices import expect_voice

Prompt = tuple[str, str | None]
"""A text (plain or SSML) and its voice; None is the synthesizer's first."""

Progress = Callable[[int, int], None]
"""Told after each sentence: how many are done, of how many."""

_REMEMBERED_CUTS = 2048


class PromptCache:
    """One synthesizer's prompts, all at 8 kHz. Safe from any thread.

    What holds a person's data is spoken with `keep=False`: it never reaches the disk.
    """

    def __init__(
        self, synthesizer: Synthesizer, folder: Path, *, voice: str | None = None
    ) -> None:
        """`voice`: the one for prompts that name none.

        Raises:
            TtsError: the synthesizer has no such voice.
        """
        self._synthesizer = synthesizer
        self._store = PromptStore(folder)
        self._recent = RecentSpeech()
        self._making = threading.Lock()
        self._voice = self._checked(voice or synthesizer.voices[0])

    @property
    def engine(self) -> str:
        """Engine, model and voice, for people."""
        return f"{self._synthesizer.name} ({self._voice})"

    def close(self) -> None:
        """Let the synthesizer go; what is rendered can still be spoken."""
        self._synthesizer.close()

    def cut(self, text: str) -> tuple[str, ...]:
        """Sentences and pauses in order, each a text to give to the methods below.

        Raises:
            SsmlError: malformed SSML.
        """
        return cut_normalized(text)

    def speak(
        self, text: str, voice: str | None = None, *, keep: bool = True
    ) -> Iterator[Speech]:
        """Piece by piece, so that the first is heard while the next are made.

        Raises:
            TtsError: malformed SSML, an unknown voice, or the synthesizer fails.
        """
        known = self._known_voice(voice)
        for piece in self.cut(text):
            yield self._piece(piece, known, keep=keep)

    def speech(
        self, text: str, voice: str | None = None, *, keep: bool = True
    ) -> Speech:
        """The whole text; errors as in `speak`."""
        parts = [part.samples for part in self.speak(text, voice, keep=keep)]
        joined = np.concatenate([np.zeros(0, np.int16), *parts])
        return Speech(samples=joined, rate_hz=RATE_HZ)

    def is_rendered(self, text: str, voice: str | None = None) -> bool:
        """Nothing of it must be synthesized (a damaged file is found only on use)."""
        known = self._known_voice(voice)
        return all(self._is_here(piece, known) for piece in self.cut(text))

    def missing(self, prompts: Iterable[Prompt]) -> tuple[Prompt, ...]:
        """Sentences that are not rendered, each once, in order."""
        return tuple(
            (piece, voice)
            for piece, voice in self._sentences(prompts)
            if not self._is_here(piece, voice)
        )

    def render_all(
        self, prompts: Iterable[Prompt], progress: Progress | None = None
    ) -> int:
        """Synthesize what is missing and bring everything into memory.

        Returns how many sentences had to be made; errors as in `speak`.
        """
        sentences = self._sentences(prompts)
        made = 0
        for done, (piece, voice) in enumerate(sentences, start=1):
            made += not self._is_here(piece, voice)
            self._piece(piece, voice, keep=True)
            if progress:
                progress(done, len(sentences))
        return made

    def _sentences(self, prompts: Iterable[Prompt]) -> tuple[tuple[str, str], ...]:
        pairs = (
            (piece, self._known_voice(voice))
            for text, voice in prompts
            for piece in self.cut(text)
            if _is_speech(piece)
        )
        return tuple(dict.fromkeys(pairs))

    def _piece(self, piece: str, voice: str, *, keep: bool) -> Speech:
        if is_pause(piece):
            return _silence_of(piece)
        key = self._key(piece, voice)
        found = self._recent.get(key) or self._store.read(key)
        if found is None:
            with self._making:
                found = self._recent.get(key) or self._made(piece, voice, keep=keep)
            if keep:
                self._store.write(key, found)
        self._recent.keep(key, found)
        return found

    def _made(self, piece: str, voice: str, *, keep: bool) -> Speech:
        try:
            return to_telephone(self._synthesizer.synthesize(piece, voice))
        except TtsError as error:
            if not keep:  # the message may reach a log, and this text must not
                raise
            raise TtsError("«{piece}»: {error}", piece=piece, error=error) from error

    def _is_here(self, piece: str, voice: str) -> bool:
        key = self._key(piece, voice)
        return not _is_speech(piece) or key in self._recent or self._store.has(key)

    def _known_voice(self, voice: str | None) -> str:
        return self._voice if voice is None else self._checked(voice)

    def _checked(self, voice: str) -> str:
        engine = self._synthesizer
        expect_voice(voice, engine.voices, engine=engine.name)
        return voice

    def _key(self, piece: str, voice: str) -> str:
        engine = self._synthesizer
        facts = [VERSION, engine.name, engine.version, voice, piece]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


@lru_cache(_REMEMBERED_CUTS)
def cut_normalized(text: str) -> tuple[str, ...]:
    """A written text as the sentences that are cached, normalized.

    Raises:
        SsmlError: malformed SSML.
    """
    return cut(normalize(text))


def _is_speech(piece: str) -> bool:
    return not is_pause(piece)


def _silence_of(piece: str) -> Speech:
    pauses = (span for span in parse_spans(piece) if isinstance(span, Pause))
    return silence(sum(pause.duration_s for pause in pauses))
