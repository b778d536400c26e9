"""Notices a recognizer that has gone deaf: people speak, and it reads nothing."""

from dataclasses import dataclass

WORDLESS_READINGS = 3
WORDLESS_S = 1.5
"""So many readings in a row without a word, of so much speech in all. Coughs and doors
that pass for speech are short, and seldom come three in a row."""


@dataclass(slots=True)
class Deafness:
    """Counts over a whole call; one word heard, and all is forgotten."""

    _readings: int = 0
    _speech_s: float = 0.0

    def is_likely(self, *, has_words: bool, speech_s: float) -> bool:
        """Take the next reading, of so much speech; whether to try a fresh recognizer.

        >>> watch = Deafness()
        >>> [watch.is_likely(has_words=False, speech_s=0.6) for _ in range(4)]
        [False, False, True, False]
        """
        if has_words:
            self._readings, self._speech_s = 0, 0.0
            return False
        self._readings += 1
        self._speech_s += speech_s
        if self._readings < WORDLESS_READINGS or self._speech_s < WORDLESS_S:
            return False
        self._readings, self._speech_s = 0, 0.0
        return True
