"""Words no dictionary knows, replaced by the expected word that they sound like."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from voicebot.understanding.sounds import sound_key
from voicebot.understanding.words import is_russian_word

SHORTEST_REPAIRED = 4
"""Shorter unknown words are left alone: «да» and «нет» are one letter from too much."""

SHORTEST_MENDED = 6
"""Sounds; a shorter one is replaced only where it sounds the very same."""

LETTERS_AN_EDIT = 5
"""One wrong sound is forgiven for every so many."""


@dataclass(slots=True)
class Repair:
    """Knows the words that phrases and rules expect; remembers what it repaired.

    Several threads may ask at once.
    """

    _words_by_key: Mapping[str, str]
    _remembered: dict[str, str] = field(default_factory=dict)

    REMEMBERED_WORDS = 20_000

    @classmethod
    def towards(cls, vocabulary: Iterable[str]) -> "Repair":
        """The first word with a sound wins, so give frequent ones first."""
        by_key: dict[str, str] = {}
        for word in vocabulary:
            by_key.setdefault(sound_key(word), word)
        return cls(by_key)

    def repaired(self, words: Sequence[str]) -> tuple[str, ...]:
        """The same number of words; a known or hopeless one stays as it is."""
        return tuple(self._repaired(word) for word in words)

    def _repaired(self, word: str) -> str:
        if len(word) < SHORTEST_REPAIRED or word.isdigit() or is_russian_word(word):
            return word
        nearest = self._remembered.get(word)
        if nearest is None:
            nearest = self._nearest(word)
            if len(self._remembered) >= self.REMEMBERED_WORDS:
                self._remembered.clear()
            self._remembered[word] = nearest
        return nearest

    def _nearest(self, word: str) -> str:
        key = sound_key(word)
        same = self._words_by_key.get(key)
        if same:
            return same
        if len(key) < SHORTEST_MENDED:
            return word
        found = process.extractOne(
            key,
            self._words_by_key.keys(),
            scorer=Levenshtein.distance,
            score_cutoff=len(key) // LETTERS_AN_EDIT,
        )
        return self._words_by_key[found[0]] if found else word
