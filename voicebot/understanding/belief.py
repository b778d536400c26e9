"""When the likeliest intent of a garbled or unknown utterance is believed.

What a mistake costs decides how sure it must be. A yes costs most, and mishearings make
one out of anything: «готовета» was «кто это». So it needs more than a probability:
letters enough to be no accident, every reading by itself pointing there, and no denial
in any (measured by `benchmarks/mishearing.py`).
"""

from collections.abc import Collection, Sequence
from itertools import chain

from voicebot.understanding.candidates import admitted
from voicebot.understanding.guess import FEWEST_LETTERS, no_match
from voicebot.understanding.hearsay import POSITIVE, may_be_negative
from voicebot.understanding.meaning import Basis, Candidate
from voicebot.understanding.phrase_match import PhraseFound, denies
from voicebot.understanding.phrases import OUT_OF_SCOPE
from voicebot.understanding.verdict import Verdict
from voicebot.understanding.weighing import Opinions, weighed

LEAST_SURE = 0.4
LEAST_SURE_OF = {"yes": 0.8, "do_not_call": 0.85, "wrong_number": 0.6}
"""Probabilities below which it is a no-match; those that cost money, or end a talk for
good, are asked for more."""

LEAST_OF_A_READING = 0.4
"""The probability of a yes by each reading alone."""

LEAST_LOG = 12.0
"""How much likelier (natural log) than by chance the letters of a yes must be with a
listed one."""

SHORTEST_YES = 9
"""Sounds of every reading; a shorter garbled one is like some yes of any long list."""

SHORT = 10
"""Sounds; in so few a lost «не» leaves little trace: «минтересно» may be either."""

LIKE = 0.7
"""From this likeness on, the phrase is named as the reason."""

YES = "yes"


def believed(
    readings: Sequence[Opinions],
    candidates: Sequence[Candidate],
    among: Collection[str] | None,
) -> Verdict:
    """The likeliest of `candidates` that may be believed, or a no-match."""
    if sum(map(len, readings[0].heard.words)) < FEWEST_LETTERS:
        return no_match("too short to guess from")
    best = candidates[0]
    intent = admitted(best.intent, among)
    if intent is None:
        return no_match(f"made out: {best.intent} is not expected here")
    if intent == OUT_OF_SCOPE:
        return _told(intent, best.confidence, None)
    if best.confidence < LEAST_SURE_OF.get(intent, LEAST_SURE):
        return no_match(f"made out: not sure of {best.intent}")
    if best.intent in POSITIVE and _may_refuse(readings, best.intent):
        return no_match(f"made out: {best.intent}, or a refusal")
    if intent == YES and not _may_agree(readings, best.intent):
        return no_match("made out: a yes so short, garbled or denying is not believed")
    likest = max(readings, key=lambda each: each.likeness(best.intent))
    return _told(intent, best.confidence, likest.sounds.get(best.intent))


def _may_refuse(readings: Sequence[Opinions], intent: str) -> bool:
    """Whether some short reading sounds nearly as like a refusal."""
    return any(
        len(each.heard.key) <= SHORT
        and intent in each.sounds
        and may_be_negative(each.sounds[intent], each.sounds)
        for each in readings
    )


def _may_agree(readings: Sequence[Opinions], intent: str) -> bool:
    """Whether all readings agree on it, `intent` being what stands for a yes here."""
    words = chain.from_iterable(each.heard.words for each in readings)
    return (
        not denies(tuple(words))
        and all(len(each.heard.key) >= SHORTEST_YES for each in readings)
        and max(each.log(intent) for each in readings) >= LEAST_LOG
        and all(_chance(each, intent) >= LEAST_OF_A_READING for each in readings)
    )


def _chance(reading: Opinions, intent: str) -> float:
    return next(one.confidence for one in weighed([reading]) if one.intent == intent)


def _told(intent: str, confidence: float, found: PhraseFound | None) -> Verdict:
    if found is not None and found.likeness >= LIKE:
        why, basis = f"sounds like: {found.phrase}", Basis.LIKENESS
    else:
        why, basis = "classifier", Basis.GUESS
    return Verdict(intent=intent, confidence=confidence, why=why, basis=basis)
