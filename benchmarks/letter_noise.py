"""Letters lost, added and confused as often as was counted on phrases said through noise."""

import csv
import math
import random
from collections.abc import Mapping
from pathlib import Path

from voicebot.understanding import channel
from voicebot.understanding.words import spoken_words

STRENGTHS = (0.5, 1.0, 1.0, 1.4, 1.8)
"""Of the noise: 1 is that of the counted mishearings."""

GAP_LOST = 0.06
MOST_OTHERS = 2
"""Readings besides the first."""


class Noise:
    """Alters letters by the counted mishearings."""

    def __init__(self, dice: random.Random) -> None:
        table = Path(channel.__file__).with_name("misheard_letters.csv")
        with table.open(encoding="utf-8", newline="") as file:
            logs = {
                row.pop("said"): {
                    letter: float(log or "-inf") for letter, log in row.items()
                }
                for row in csv.DictReader(file)
            }
        self._chances = {
            said: {
                "" if letter == "lost" else letter: math.exp(log)
                for letter, log in row.items()
            }
            for said, row in logs.items()
        }
        self._dice = dice

    def readings(self, text: str) -> tuple[str, ...]:
        strength = self._dice.choice(STRENGTHS)
        count = 1 + self._dice.randint(0, MOST_OTHERS)
        return tuple(self._misheard(text, strength) for _ in range(count))

    def _misheard(self, text: str, strength: float) -> str:
        said = " ".join(spoken_words(text))
        return " ".join("".join(self._letter(one, strength) for one in said).split())

    def _letter(self, letter: str, strength: float) -> str:
        if letter == " ":
            return "" if self._dice.random() < GAP_LOST * strength else " "
        chances = self._chances.get(letter)
        if chances is not None and self._dice.random() < strength:
            letter = self._drawn(chances)
        added = self._chances["added"]
        if self._dice.random() < sum(added.values()) * strength:
            letter += self._drawn(added)
        return letter

    def _drawn(self, chances: Mapping[str, float]) -> str:
        return self._dice.choices([*chances], [*chances.values()])[0]
