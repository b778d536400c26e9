"""What an utterance means."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voicebot.understanding.spoken_time.moment import SpokenTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An intent that competes for an utterance; confidence 0 to 1."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One understood utterance.

    `intent` is None when nothing was said, `out_of_scope` when something was said
    that means none of the expected intents. `time` is the spoken time, if any was
    named. `why` names what decided, for the timeline: a rule, a phrase, the
    classifier. `rivals` are the other candidates, best first; a rival close to the
    winner makes the utterance ambiguous. `alternatives` are the recognizer's other
    readings of the whole, likeliest first: a value may stand in one of them.
    """

    text: str
    intent: str | None
    confidence: float
    why: str
    time: SpokenTime | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    rivals: tuple[Candidate, ...] = ()
    alternatives: tuple[str, ...] = ()
