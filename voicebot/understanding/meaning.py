"""What an utterance means."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from voicebot.understanding.spoken_time.moment import SpokenTime
from voicebot.understanding.spoken_time.reader import HeardTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An intent that competes for an utterance; confidence 0 to 1."""

    intent: str
    confidence: float


class Basis(StrEnum):
    """What an intent rests on, from the surest to the least sure."""

    PHRASE = "phrase"
    """A known phrase, word for word."""
    RULE = "rule"
    """A rule, a named time, or a known phrase among other words."""
    LIKENESS = "likeness"
    """Sounds that are like those of a known phrase."""
    GUESS = "guess"
    """Nothing but the classifier."""

    @property
    def is_sure(self) -> bool:
        """Whether it was said, and not only made out."""
        return self in (Basis.PHRASE, Basis.RULE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One understood utterance.

    `intent` is None when nothing was said, `out_of_scope` when something was said
    that means none of the expected intents. `time` is the spoken time, if any was
    named; `time_basis` is `LIKENESS` where it is only like what was heard. `basis` is what decided, `why` names it for the timeline: which rule,
    which phrase. `rivals` are the other candidates, best first; a rival close to the
    winner makes the utterance ambiguous. `alternatives` are the recognizer's other
    readings of the whole, likeliest first: a value may stand in one of them.
    """

    text: str
    intent: str | None
    confidence: float
    why: str
    basis: Basis = Basis.PHRASE
    time: SpokenTime | None = None
    time_basis: Basis = Basis.RULE
    slots: Mapping[str, str] = field(default_factory=dict)
    rivals: tuple[Candidate, ...] = ()
    alternatives: tuple[str, ...] = ()

    def with_time(self, found: HeardTime | None) -> Self:
        """The same with this time in place of its own."""
        is_like = found is not None and not found.is_said
        return replace(
            self,
            time=found.value if found else None,
            time_basis=Basis.LIKENESS if is_like else Basis.RULE,
        )
