"""Finds `voicebot.understanding.weighing.WEIGHTS`.

    python -m benchmarks.weights

They are fitted (L2, conditional logit) on replies that are taken out of the phrase
lists, misheard and as written, and on talk that answers nothing.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

import numpy as np
import numpy.typing as npt
from rich.console import Console
from scipy.optimize import minimize
from typing_extensions import override

from benchmarks.corpus import Row
from benchmarks.gibberish import strange_talk
from benchmarks.meaning import row_of
from benchmarks.mishearing import Misheard, lettered, opened, replies, understood
from voicebot.understanding.meaning import Candidate
from voicebot.understanding.phrases import OUT_OF_SCOPE
from voicebot.understanding.reading import Reading
from voicebot.understanding.understander import Understander
from voicebot.understanding.verdict import Verdict
from voicebot.understanding.weighing import WEIGHTS, Opinions, features

FITTED = 1300
"""So many replies are misheard, and as many others asked as written."""

PENALTY = 0.002

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Listener(Understander):
    """Keeps the opinions of what no layer knew."""

    kept: list[list[Opinions]] = field(default_factory=list)

    @override
    def guess_at(
        self, readings: Sequence[Reading], among: Collection[str] | None
    ) -> tuple[Verdict, Sequence[Candidate]]:
        self.kept.append([self.opinions(reading) for reading in readings])
        return Understander.guess_at(self, readings, among)


def fitted(understander: Understander, rows: Sequence[Row]) -> Mapping[str, float]:
    """The weights under which the right intents are likeliest."""
    heard = [
        *lettered(rows[:FITTED]),
        *(Misheard(row=row, readings=(row.text,)) for row in rows[FITTED : 2 * FITTED]),
        *(
            Misheard(row=row_of(text, OUT_OF_SCOPE), readings=(text,))
            for texts in strange_talk().values()
            for text in texts
        ),
    ]
    found = list(_examples(understander, heard))
    numbers = np.array([each for each, _right in found])
    right = np.array([each for _numbers, each in found])

    def surprise(weights: Numbers) -> tuple[float, Numbers]:
        scores = numbers @ weights
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances = odds / odds.sum(axis=1, keepdims=True)
        hit = (chances * right).sum(axis=1)
        pull = chances - chances * right / hit[:, None]
        slope = np.einsum("ei,eif->f", pull, numbers) / len(numbers)
        loss = float(-np.log(hit).mean() + PENALTY * weights @ weights / 2)
        return loss, slope + PENALTY * weights

    best = minimize(surprise, np.zeros(len(WEIGHTS)), jac=True, method="L-BFGS-B").x
    return {name: round(float(one), 2) for name, one in zip(WEIGHTS, best, strict=True)}


def _examples(
    understander: Understander, heard: Sequence[Misheard]
) -> Iterator[tuple[list[tuple[float, ...]], list[bool]]]:
    """Of what only weighing could tell: the features of every intent, and which is right."""
    parts = {one.name: getattr(understander, one.name) for one in fields(Understander)}
    listener = Listener(**parts)
    for one in heard:
        listener.kept.clear()
        understood(listener, [one])
        for opinions in listener.kept:
            intents = sorted(opinions[0].chances)
            right = [intent in one.row.accept for intent in intents]
            if any(right):
                yield [features(opinions, intent) for intent in intents], right


def main() -> None:
    rows = replies()
    Console().print(fitted(opened(rows), rows))


if __name__ == "__main__":
    main()
