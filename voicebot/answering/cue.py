"""A cue: what, once heard, speaks for one kind of answerer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from voicebot.answering.verdict import Announcement, Answerer
from voicebot.understanding.rules.pattern import Pattern, compile_pattern
from voicebot.understanding.rules.word_classes import WORD_CLASSES
from voicebot.understanding.sounds import utterance_key
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.words import spoken_words

ALIKE = 84.0
ALIKE_SHORT = 88.0
"""Likeness, 0 to 100, from which a stretch of sounds counts as a cue's own."""

SHORT = 17
"""Sounds; the fewer there are, the more of them must agree."""

SHORTEST_ALIKE = 11
"""Sounds; shorter ones are like too much."""

SURE = 6.0
STRONG = 4.5
FAIR = 3.0
WEAK = 1.5
"""Log-odds for the cue's answerer against a person. A call is a person's at -3 before
anything is heard, so a strong cue decides alone and two weak ones do not."""


@dataclass(frozen=True, kw_only=True)
class Cue:
    """Any of `says` (patterns) or `sounds` (plain words), and none of `unless`.

    Not slotted: what is made of the texts is kept on it.
    """

    name: str
    answerer: Answerer
    weight: float
    says: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    announcement: Announcement | None = None

    @cached_property
    def _patterns(self) -> tuple[Pattern, ...]:
        return tuple(compile_pattern(source, WORD_CLASSES) for source in self.says)

    @cached_property
    def _exceptions(self) -> tuple[Pattern, ...]:
        return tuple(compile_pattern(source, WORD_CLASSES) for source in self.unless)

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(utterance_key(spoken_words(text)) for text in self.sounds)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The plain words of `sounds`, towards which misheard ones are repaired."""
        return frozenset(word for text in self.sounds for word in spoken_words(text))

    def is_in(self, utterance: Utterance) -> bool:
        says = any(pattern.is_in(utterance) for pattern in self._patterns)
        return (says or self._sounds_in(utterance.key)) and not self.is_excepted(
            utterance
        )

    def is_excepted(self, utterance: Utterance) -> bool:
        """Something in it forbids the cue, in this reading and in any other."""
        return any(pattern.is_in(utterance) for pattern in self._exceptions)

    def _sounds_in(self, heard: str) -> bool:
        return any(
            SHORTEST_ALIKE <= len(key) <= len(heard)
            and fuzz.partial_ratio(key, heard, score_cutoff=_needed(key)) > 0
            for key in self._keys
        )


def _needed(key: str) -> float:
    return ALIKE_SHORT if len(key) < SHORT else ALIKE


def cues_in(cues: Sequence[Cue], utterance: Utterance) -> tuple[Cue, ...]:
    """Those that are heard, in their order; none in no words."""
    return tuple(cue for cue in cues if utterance.words and cue.is_in(utterance))
