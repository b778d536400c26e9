"""What was probably said, where noise made the recognizer write words that are none.

A noisy channel (Shannon; Kernighan, Church & Gale 1990 for spelling): how likely each
listed phrase is to be written so, letter by letter. How often a letter is written as
another, lost or added was counted on phrases said through noisy telephone lines
(`misheard_letters.csv`, natural logarithms).
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from voicebot.understanding.words import spoken_words

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
COMPARED = 250
"""Phrases that share the most letters; the others could not be meant."""
LONGEST = 60
"""Letters of a reading; a longer one is no phrase of the lists."""

_TABLE = Path(__file__).with_name("misheard_letters.csv")
_NUMBER = {letter: number for number, letter in enumerate(LETTERS)}

Logs = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """How much likelier (natural log) the reading is with this phrase than by chance."""

    intent: str
    phrase: str
    log: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Costs:
    """Logs of: written as (said by written), lost (said), added (written)."""

    written: Logs
    lost: Logs
    added: Logs


class Channel:
    """Knows all phrases by their letters; compares one reading in some 10 ms."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        listed = {
            letters_of(phrase): (intent, phrase)
            for intent, said in reversed(list(phrases.items()))
            for phrase in reversed(said)
        }
        listed.pop("", None)
        self._letters = tuple(listed)
        self._listed = tuple(listed.values())
        self._costs = _costs()
        counts = np.bincount(
            _numbers("".join(self._letters)), minlength=len(LETTERS)
        ).astype(np.float64)
        self._by_chance = np.log((counts + 1) / (counts + 1).sum())

    def likelihoods(self, text: str) -> Mapping[str, Likelihood]:
        """Each intent's likeliest phrase, likeliest first; out_of_scope among them."""
        written = letters_of(text)
        if not written or len(written) > LONGEST or not self._letters:
            return {}
        alike = process.cdist(
            [written], self._letters, scorer=Indel.normalized_similarity
        )[0]
        nearest = np.argsort(-alike, kind="stable")[:COMPARED]
        numbers = _numbers(written)
        logs = self._logs(
            numbers, [_numbers(self._letters[place]) for place in nearest]
        )
        logs = logs - self._by_chance[numbers].sum()
        found: dict[str, Likelihood] = {}
        for rank in np.argsort(-logs, kind="stable"):
            intent, phrase = self._listed[nearest[rank]]
            likely = Likelihood(intent=intent, phrase=phrase, log=float(logs[rank]))
            found.setdefault(intent, likely)
        return found

    def _logs(self, written: Numbers, phrases: Sequence[Numbers]) -> Logs:
        """Log probability of the best alignment with each phrase, all at once."""
        costs = self._costs
        lengths = np.array([len(phrase) for phrase in phrases])
        said = np.zeros((len(phrases), int(lengths.max())), dtype=np.intp)
        for row, phrase in zip(said, phrases, strict=True):
            row[: len(phrase)] = phrase
        added = np.concatenate([[0.0], np.cumsum(costs.added[written])])
        best = np.repeat(added[None], len(phrases), axis=0)
        ended: Logs = np.zeros(len(phrases))
        for place in range(said.shape[1]):
            letters = said[:, place]
            step = best + costs.lost[letters][:, None]
            hit = best[:, :-1] + costs.written[np.ix_(letters, written)]
            np.maximum(step[:, 1:], hit, out=step[:, 1:])
            best = np.maximum.accumulate(step - added, axis=1) + added
            ended = np.where(lengths == place + 1, best[:, -1], ended)
        return ended


def letters_of(text: str) -> str:
    """The Russian letters alone: a recognizer also errs on where words end.

    >>> letters_of("Не-а, 5 раз!")
    'неараз'
    """
    return "".join(
        letter for word in spoken_words(text) for letter in word if letter in _NUMBER
    )


def _numbers(letters: str) -> Numbers:
    return np.array([_NUMBER[letter] for letter in letters], dtype=np.intp)


@cache
def _costs() -> _Costs:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = {row["said"]: row for row in csv.DictReader(file)}
    written = [[float(rows[said][other]) for other in LETTERS] for said in LETTERS]
    return _Costs(
        written=np.array(written),
        lost=np.array([float(rows[said]["lost"]) for said in LETTERS]),
        added=np.array([float(rows["added"][other]) for other in LETTERS]),
    )
