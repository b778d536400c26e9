"""Does the utterance equal, or sound like, a phrase of the lists?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from voicebot.understanding.sounds import coarse_key
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.words import spoken_words

Likenesses = npt.NDArray[np.float64]
"""One for each listed phrase, 0 to 1."""

FINE_SHARE = 0.6
"""How much the fine sounds count in a likeness; the coarse ones are the rest."""

NEAR = 0.5
"""Phrases whose fine sounds are less alike than this are not looked at further."""

DENIAL_PENALTY = 0.15
"""Taken off where one of the two denies something and the other does not."""

SHORTEST_EQUAL = 3
"""Sounds; «да» sounds like too much."""

DENIALS = frozenset(
    spoken_words(
        "не нет ни неа никак нельзя без никогда ничего нету вряд отказ отказываюсь "
        "отказываемся откажусь откажемся отказаться воздержусь против исключено"
    )
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
        for intent, listed in phrases.items():
            for phrase in listed:
                words = spoken_words(phrase)
                found = PhraseFound(intent=intent, phrase=phrase, likeness=1.0)
                if words:
                    self._exact.setdefault(words, found)
        said = [Utterance(words) for words in self._exact]
        self._listed = tuple(self._exact.values())
        self._keys = [one.key for one in said]
        self._coarse_keys = [coarse_key(key) for key in self._keys]
        self._denies = np.array([denies(one.words) for one in said], dtype=np.bool_)
        self._places = self._places_by_intent()
        self._by_key = self._unambiguous_keys()

    def _places_by_intent(self) -> dict[str, npt.NDArray[np.int64]]:
        """Where each intent's phrases stand in the list."""
        places: dict[str, list[int]] = {}
        for place, listed in enumerate(self._listed):
            places.setdefault(listed.intent, []).append(place)
        return {intent: np.array(listed) for intent, listed in places.items()}

    def _unambiguous_keys(self) -> dict[str, PhraseFound]:
        """Sounds that belong to one intent only."""
        by_key: dict[str, PhraseFound] = {}
        for key, found in zip(self._keys, self._listed, strict=True):
            by_key.setdefault(key, found)
        for key, found in zip(self._keys, self._listed, strict=True):
            if key in by_key and by_key[key].intent != found.intent:
                del by_key[key]
        return by_key

    def exact(self, utterance: Utterance) -> PhraseFound | None:
        """The phrase said word for word, with no more than fillers around it."""
        tried = (utterance, utterance.opened, utterance.core)
        return next(
            (self._exact[one.words] for one in tried if one.words in self._exact), None
        )

    def sounding_equal(self, utterance: Utterance) -> PhraseFound | None:
        """The phrase with the very same sounds, wherever its words were cut."""
        if len(utterance.key) < SHORTEST_EQUAL:
            return None
        return self._by_key.get(utterance.key)

    def likest(self, utterance: Utterance) -> Mapping[str, PhraseFound]:
        """Each intent's phrase that sounds most like the utterance, if any is near."""
        if not self._listed:
            return {}
        likeness = self._likeness(utterance)
        best: dict[str, PhraseFound] = {}
        for intent, places in self._places.items():
            place = places[np.argmax(likeness[places])]
            if likeness[place] > 0.0:
                best[intent] = replace(
                    self._listed[place], likeness=float(likeness[place])
                )
        return best

    def _likeness(self, utterance: Utterance) -> Likenesses:
        """To every listed phrase: 1 sounds the same, 0 where it is not near."""
        fine = _similarities(utterance.key, self._keys)
        near = np.flatnonzero(fine)
        coarse = _similarities(
            coarse_key(utterance.key), [self._coarse_keys[place] for place in near]
        )
        penalties = DENIAL_PENALTY * (self._denies[near] != denies(utterance.words))
        likenesses: Likenesses = np.zeros_like(fine)
        likenesses[near] = (
            FINE_SHARE * fine[near] + (1 - FINE_SHARE) * coarse - penalties
        )
        return likenesses

    def within(self, utterance: Utterance) -> PhraseFound | None:
        """A phrase whose words stand in the utterance, in a row; the longest."""
        said = f" {utterance.joined} "
        inside = [
            (len(words), found)
            for words, found in self._exact.items()
            if f" {' '.join(words)} " in said
        ]
        if not inside or denies(utterance.words):
            return None
        return max(inside, key=lambda pair: pair[0])[1]


def denies(words: Sequence[str]) -> bool:
    """Whether a word of denial is among them."""
    return not DENIALS.isdisjoint(words)


def _similarities(key: str, keys: Sequence[str]) -> Likenesses:
    """0 where it is under `NEAR`: so most of the list costs next to nothing."""
    if not keys:
        return np.zeros(0)
    found = process.cdist(
        [key], keys, scorer=Indel.normalized_similarity, score_cutoff=NEAR
    )
    similarities: Likenesses = found[0].astype(np.float64)
    return similarities
