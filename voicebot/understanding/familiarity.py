"""How much of an utterance is made of words that callers' answers are made of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voicebot.understanding.words import lemmas, spoken_words

SHORTEST_COUNTED = 3
"""Letters; shorter words are particles and prepositions, found in any talk."""

_RUSSIAN_WORD = re.compile(r"[а-я]+")


@dataclass(frozen=True, slots=True)
class Familiarity:
    """Knows the dictionary forms of the words that answers hold."""

    known: frozenset[str]

    @classmethod
    def of(cls, phrases: Iterable[str], patterns: Iterable[str]) -> "Familiarity":
        """`patterns` are sources in the rules' pattern language; their words count."""
        found = {
            lemma
            for phrase in phrases
            for word in spoken_words(phrase)
            for lemma in lemmas(word)
        }
        for pattern in patterns:
            for word in _RUSSIAN_WORD.findall(pattern):
                found.update(lemmas(word))
        return cls(frozenset(found))

    def strangers(self, words: Sequence[str]) -> int:
        """How many words no answer is known to hold; numbers are no strangers."""
        return sum(map(self._is_strange, words))

    def _is_strange(self, word: str) -> bool:
        return (
            len(word) >= SHORTEST_COUNTED
            and not word.isdigit()
            and self.known.isdisjoint(lemmas(word))
        )
