"""Does the utterance equal, or sound like, a phrase of the lists?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Indel

from voicebot.understanding.utterance import Utterance
from voicebot.understanding.words import spoken_words

NEAR = 0.8
"""Least likeness (0 to 1) of two utterances' sounds to be taken for the same."""

SHORTEST_NEAR = 5
"""Sounds; shorter utterances must match exactly: «да» and «на» are not the same."""

_DENIALS = frozenset(
    [
        "не",
        "нет",
        "ни",
        "неа",
        "никак",
        "нельзя",
        "без",
        "никогда",
        "ничего",
        "нету",
        "вряд",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseFound:
    """A phrase, whose it is, and its likeness: 1 when the words are the same."""

    intent: str
    phrase: str
    likeness: float

    @property
    def words(self) -> int:
        """How many words the phrase has."""
        return len(spoken_words(self.phrase))


class PhraseIndex:
    """Phrases by their words and by their sounds."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        """An utterance listed under two intents belongs to the first."""
        self._exact: dict[tuple[str, ...], PhraseFound] = {}
        self._by_key: dict[str, PhraseFound] = {}
        self._denies: dict[str, bool] = {}
        for intent, phrase in _each(phrases):
            self._add(intent, phrase)
        self._keys = tuple(self._by_key)

    def _add(self, intent: str, phrase: str) -> None:
        utterance = Utterance(spoken_words(phrase))
        found = PhraseFound(intent=intent, phrase=phrase, likeness=1.0)
        self._exact.setdefault(utterance.words, found)
        if len(utterance.key) >= SHORTEST_NEAR and utterance.key not in self._by_key:
            self._by_key[utterance.key] = found
            self._denies[utterance.key] = _denies(utterance.words)

    def exact(self, utterance: Utterance) -> PhraseFound | None:
        """The phrase said word for word, with no more than fillers around it."""
        tried = (utterance, utterance.opened, utterance.core)
        return next(
            (self._exact[one.words] for one in tried if one.words in self._exact), None
        )

    def near(self, utterance: Utterance) -> PhraseFound | None:
        """The likeliest phrase that also agrees in whether something is denied."""
        if len(utterance.key) < SHORTEST_NEAR:
            return None
        denies = _denies(utterance.words)
        matches = process.extract(
            utterance.key,
            self._keys,
            scorer=Indel.normalized_similarity,
            score_cutoff=NEAR,
            limit=8,
        )
        for key, likeness, _place in matches:
            if self._denies[key] == denies:
                phrase = self._by_key[key]
                return PhraseFound(
                    intent=phrase.intent, phrase=phrase.phrase, likeness=likeness
                )
        return None

    def within(self, utterance: Utterance) -> PhraseFound | None:
        """A phrase whose words stand in the utterance, in a row; the longest."""
        said = f" {utterance.joined} "
        inside = [
            (len(words), found)
            for words, found in self._exact.items()
            if words and f" {' '.join(words)} " in said
        ]
        if not inside or _denies(utterance.words):
            return None
        return max(inside, key=lambda pair: pair[0])[1]


def _each(phrases: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    return (
        (intent, phrase)
        for intent, listed in phrases.items()
        for phrase in listed
        if spoken_words(phrase)
    )


def _denies(words: Sequence[str]) -> bool:
    return not _DENIALS.isdisjoint(words)
