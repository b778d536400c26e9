"""What noise left of a phrase: three opinions of every reading, added up.

No opinion alone is good enough for speech in noise: sounds forgive too much in short
words, counted mishearings too much in long ones, and the classifier believes any word
that it learnt. So each intent gets one score, from all readings together, and the
scores make probabilities (a conditional logit; McFadden 1974). The weights are fitted by
`python -m benchmarks.weights`, on replies that are kept out of the lists, as
written and with letters lost as noise loses them, and on talk that answers nothing.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voicebot.understanding.channel import Likelihood
from voicebot.understanding.meaning import Candidate
from voicebot.understanding.phrase_match import PhraseFound
from voicebot.understanding.phrases import OUT_OF_SCOPE
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.words import is_russian_word, spoken_words

Features = tuple[float, ...]
"""Of one intent, in the order of `WEIGHTS`."""

WEIGHTS: Mapping[str, float] = {
    "sounds": 1.24,
    "letters": 2.46,
    "letters, well spelt": -1.02,
    "classifier": 0.92,
    "no word shared": -1.57,
    "other talk: letters": 0.73,
    "other talk: classifier": 0.68,
    "other talk: well spelt": 1.96,
}

LATER_READINGS = 0.6
"""How much each reading after the first counts."""

CHANCE_FLOOR = 0.003
"""Added to the classifier's probabilities: it is never so sure as it says."""

CHANCE_UNTAUGHT = 0.5
"""Of unrelated talk, where a company's own few lists teach the classifier none."""

LEAST_LOG, MOST_LOG = -10.0, 40.0
LETTERS_UNIT = 10.0
"""Letters' evidence is counted in tens of natural logarithms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """What sounds, letters and classifier make of one reading, by intent."""

    heard: Utterance
    sounds: Mapping[str, PhraseFound]
    letters: Mapping[str, Likelihood]
    chances: Mapping[str, float]

    @property
    def well_spelt(self) -> float:
        """The share of words that the dictionary holds, 0 to 1."""
        return sum(map(is_russian_word, self.heard.words)) / len(self.heard.words)

    def likeness(self, intent: str) -> float:
        return self.sounds[intent].likeness if intent in self.sounds else 0.0

    def log(self, intent: str) -> float:
        """How much likelier these letters are with one of its phrases than by chance."""
        return self.letters[intent].log if intent in self.letters else LEAST_LOG


def weighed(readings: Sequence[Opinions]) -> tuple[Candidate, ...]:
    """Every intent with its probability, likeliest first; `readings` likeliest first."""
    intents = sorted({*readings[0].chances, OUT_OF_SCOPE})
    scores = [_score(features(readings, intent)) for intent in intents]
    odds = [math.exp(score - max(scores)) for score in scores]
    ranked = (
        Candidate(intent=intent, confidence=each / sum(odds))
        for intent, each in zip(intents, odds, strict=True)
    )
    return tuple(sorted(ranked, key=lambda one: -one.confidence))


def features(readings: Sequence[Opinions], intent: str) -> Features:
    """What speaks for an intent, a number for each of `WEIGHTS`."""
    letters = max(_clipped(each.log(intent)) for each in readings)
    chance = _mean(
        readings, [each.chances.get(intent, CHANCE_UNTAUGHT) for each in readings]
    )
    surprise = math.log(chance + CHANCE_FLOOR)
    if intent == OUT_OF_SCOPE:
        spelt = _mean(readings, [each.well_spelt for each in readings])
        return (0.0, 0.0, 0.0, 0.0, 0.0, letters, surprise, spelt)
    sounds = _mean(readings, [each.likeness(intent) for each in readings])
    is_well_spelt = readings[0].well_spelt == 1.0
    strange = float(_shares_no_word(readings, intent))
    return (
        sounds,
        letters,
        letters * is_well_spelt,
        surprise,
        strange,
        0.0,
        0.0,
        0.0,
    )


def _score(found: Features) -> float:
    return sum(map(float.__mul__, WEIGHTS.values(), found))


def _mean(readings: Sequence[Opinions], values: Sequence[float]) -> float:
    shares = [1.0] + [LATER_READINGS] * (len(readings) - 1)
    return sum(map(float.__mul__, shares, values)) / sum(shares)


def _clipped(log: float) -> float:
    return min(max(log, LEAST_LOG), MOST_LOG) / LETTERS_UNIT


def _shares_no_word(readings: Sequence[Opinions], intent: str) -> bool:
    """Whether the likest reading is well spelt and has none of the phrase's words."""
    best = max(readings, key=lambda each: each.likeness(intent))
    found = best.sounds.get(intent)
    if found is None or best.well_spelt < 1.0:
        return False
    return set(best.heard.words).isdisjoint(spoken_words(found.phrase))
