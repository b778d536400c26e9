"""The trained classifier as a call needs it: numbers only, no training library."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voicebot.understanding.meaning import Candidate
from voicebot.understanding.ngrams import features


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """Multinomial logistic regression over `ngrams.features`.

    `coefficients` is buckets × intents, float32; `intercepts` one an intent.
    """

    intents: tuple[str, ...]
    coefficients: npt.NDArray[np.float32]
    intercepts: npt.NDArray[np.float32]

    def candidates(self, words: Sequence[str]) -> tuple[Candidate, ...]:
        """Every intent with its probability, likeliest first; equal ones by name."""
        buckets, weights = features(words)
        scores = weights @ self.coefficients[buckets] + self.intercepts
        odds = np.exp(scores - scores.max())
        ranked = zip(self.intents, odds / odds.sum(), strict=True)
        return tuple(
            Candidate(intent=intent, confidence=float(chance))
            for intent, chance in sorted(ranked, key=lambda pair: (-pair[1], pair[0]))
        )
