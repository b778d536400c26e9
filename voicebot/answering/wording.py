"""What the words of a greeting tell of who says them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from voicebot.answering.cue import SURE, Cue, cues_in
from voicebot.answering.cuebook import CUES, repair
from voicebot.answering.likeness import UNLIKE_ANYTHING, Likeness, learnt_weights
from voicebot.answering.verdict import TALKERS, Announcement, Answerer
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.words import spoken_words

SECOND = 0.4
"""How much each further cue of a kind counts: they are seldom independent."""

MOST_PERSON = 4.0
"""Log-odds; what sounds human never outweighs a sure cue of a machine and the rest."""

BESIDE_SURE = 0.3
"""How much what sounds human counts beside a sure cue: assistants speak like people."""

OTHER_READING = 0.75
"""What a cue is worth that only another reading of the recognizer's holds."""

DOUBTED = 0.5
"""And how much of it, where the first reading has something that forbids the cue."""


LIKENESS_OF_KIND = 0.5
LEAST_LIKELY = -6.0
"""Which kind of machine it is like counts half of what cues tell, and so much at most."""

MERE_LIKENESS = 1.5
"""With the odds of -3 at which a call begins and those of a long breath still a person."""

_SPEAK_OF_SUBSCRIBERS = (Answerer.SECRETARY, Answerer.SCREENING, Answerer.MACHINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Log-odds by answerer, the cues heard and what the whole of it is like."""

    odds: Mapping[Answerer, float]
    cues: tuple[Cue, ...] = ()
    likeness: Likeness = field(default=UNLIKE_ANYTHING)

    @property
    def machine(self) -> float:
        """Log-odds that words of this kind are a machine's; 0 where nothing speaks for it."""
        heard = sorted((self.odds.get(kind, 0.0) for kind in TALKERS), reverse=True)
        return heard[0] + SECOND * sum(heard[1:])

    @property
    def person(self) -> float:
        share = BESIDE_SURE if any(map(_is_sure, self.cues)) else 1.0
        return share * min(self.odds.get(Answerer.PERSON, 0.0), MOST_PERSON)

    @property
    def likeliest(self) -> Answerer:
        """The kind of machine that the words speak for most.

        Whoever calls itself an assistant, or takes messages, speaks of subscribers too.
        """
        told = {cue.answerer for cue in self.cues if _is_sure(cue)}
        first = next((kind for kind in _SPEAK_OF_SUBSCRIBERS if kind in told), None)
        return first or max(TALKERS, key=self._odds_of_kind)

    def _odds_of_kind(self, kind: Answerer) -> float:
        likely = max(self.likeness.kinds.get(kind, 0.0), LEAST_LIKELY)
        return self.odds.get(kind, 0.0) + LIKENESS_OF_KIND * likely

    @property
    def announcement(self) -> Announcement | None:
        """What the strongest cue says of the number; None where no operator speaks."""
        if self.likeliest is not Answerer.INTERCEPT:
            return None
        told = [cue for cue in self.cues if cue.announcement]
        strongest = max(told, key=lambda cue: cue.weight, default=None)
        return strongest.announcement if strongest else Announcement.UNAVAILABLE

    @property
    def why(self) -> str:
        """The names of the cues, the strongest first."""
        named = sorted(self.cues, key=lambda cue: -cue.weight)
        return ", ".join(cue.name for cue in named)

    @property
    def total(self) -> float:
        """Log-odds for a machine by all that the words tell."""
        return self.machine - self.person + self.like_machine

    @property
    def like_machine(self) -> float:
        """Log-odds. A mere likeness, in which no cue was heard, never decides alone."""
        most = self.likeness.machine if self.machine > 0 else MERE_LIKENESS
        return min(self.likeness.machine, most)


def _is_sure(cue: Cue) -> bool:
    return cue.weight >= SURE


NO_WORDS = Wording(odds={})


def wording_of(text: str, alternatives: Sequence[str] = ()) -> Wording:
    """Weigh a reading; its other readings may add cues of machines at a discount."""
    first = _utterance(text)
    cues = cues_in(CUES, first)
    odds = _odds(cues)
    for other in alternatives:
        for kind, value in _odds_of_other(other, first).items():
            odds[kind] = max(odds.get(kind, 0.0), value)
    likeness = learnt_weights().likeness(first.words)
    return Wording(odds=odds, cues=cues, likeness=likeness)


@lru_cache(maxsize=1)
def prepare() -> None:
    """Compile the cues and read the weights, 0.2 s, before anybody waits for it."""
    wording_of("алло")


def _odds_of_other(text: str, first: Utterance) -> dict[Answerer, float]:
    """Of machines, by another reading than the first."""
    found = cues_in(CUES, _utterance(text))
    odds = _odds([cue for cue in found if not cue.is_excepted(first)])
    doubted = _odds([cue for cue in found if cue.is_excepted(first)])
    return {
        kind: OTHER_READING * max(odds.get(kind, 0.0), DOUBTED * doubted.get(kind, 0.0))
        for kind in TALKERS
    }


def _utterance(text: str) -> Utterance:
    return Utterance(repair().repaired(spoken_words(text)))


def _odds(cues: Sequence[Cue]) -> dict[Answerer, float]:
    weights: dict[Answerer, list[float]] = {}
    for cue in cues:
        weights.setdefault(cue.answerer, []).append(cue.weight)
    return {
        kind: max(found) + SECOND * (sum(found) - max(found))
        for kind, found in weights.items()
    }


def joined(first: Wording, then: Wording) -> Wording:
    """Both readings' evidence, none of it twice."""
    kinds = {**first.odds, **then.odds}
    odds = {
        kind: max(first.odds.get(kind, 0.0), then.odds.get(kind, 0.0)) for kind in kinds
    }
    return Wording(
        odds=odds,
        cues=tuple(dict.fromkeys([*first.cues, *then.cues])),
        likeness=max(first.likeness, then.likeness, key=lambda each: each.machine),
    )
