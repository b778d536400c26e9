"""How like the openings of machines, or of people, a few words are: learnt, not written.

Cues know what they were written for. What nobody thought of still has words and sounds
that machines use and people do not; this weighs them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voicebot.answering.verdict import TALKERS, Answerer
from voicebot.understanding.ngrams import features

WEIGHTS = Path(__file__).with_name("likeness.npz")
"""Made from `openings.yml` by `python -m voicebot.answering.learning`."""

DIMENSIONS = 1 << 13
"""Hash buckets; 16 times as many told no more apart."""

OF_MACHINE = 1.3
OF_PERSON = 0.5
"""What learnt log-odds for either are multiplied by."""

MOST_OF_MACHINE = 5.0
MOST_OF_PERSON = 3.5
"""Log-odds at the end of it. All four were chosen on imagined openings that were kept out
of the learning, a person taken for a machine counting as four machines missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """`machine` is log-odds against a person, `kinds` log-probabilities among machines."""

    machine: float = 0.0
    kinds: Mapping[Answerer, float]


UNLIKE_ANYTHING = Likeness(kinds={})


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntWeights:
    """Multinomial logistic regression over folded `ngrams.features`.

    `coefficients` is buckets × answerers; `answerers` are people and the talkers.
    """

    answerers: tuple[Answerer, ...]
    coefficients: npt.NDArray[np.float32]
    intercepts: npt.NDArray[np.float32]

    def likeness(self, words: Sequence[str]) -> Likeness:
        if not words:
            return UNLIKE_ANYTHING
        buckets, weights = features(words)
        scores = weights @ self.coefficients[buckets % DIMENSIONS] + self.intercepts
        told = dict(zip(self.answerers, map(float, scores), strict=True))
        person = told.pop(Answerer.PERSON)
        of_machine = float(np.logaddexp.reduce(list(told.values())))
        return Likeness(
            machine=_weighed(of_machine - person),
            kinds={kind: told[kind] - of_machine for kind in TALKERS},
        )


def _weighed(odds: float) -> float:
    if odds > 0:
        return min(OF_MACHINE * odds, MOST_OF_MACHINE)
    return max(OF_PERSON * odds, -MOST_OF_PERSON)


@lru_cache(maxsize=1)
def learnt_weights() -> LearntWeights:
    """Read once: 100 KB."""
    with np.load(WEIGHTS) as stored:
        return LearntWeights(
            answerers=tuple(Answerer(name) for name in stored["answerers"]),
            coefficients=stored["coefficients"].astype(np.float32),
            intercepts=stored["intercepts"].astype(np.float32),
        )
