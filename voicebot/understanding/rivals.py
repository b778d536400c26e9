"""The other candidates of an utterance."""

from collections.abc import Collection, Sequence

from voicebot.understanding.candidates import admitted
from voicebot.understanding.meaning import Candidate
from voicebot.understanding.phrases import OUT_OF_SCOPE
from voicebot.understanding.verdict import Verdict

RIVAL_DISCOUNT = 0.5
"""The classifier's choices count half where a phrase or a rule decided."""

RIVALS_KEPT = 3
NEGLIGIBLE = 0.05


def rivals(
    verdict: Verdict, guesses: Sequence[Candidate], among: Collection[str] | None
) -> tuple[Candidate, ...]:
    """The next of the `guesses` that compete here, best first."""
    discount = RIVAL_DISCOUNT if verdict.basis.is_sure else 1.0
    found: dict[str, float] = {}
    for guess in guesses:
        intent = admitted(guess.intent, among)
        if intent is not None and intent not in {verdict.intent, OUT_OF_SCOPE}:
            found.setdefault(intent, round(guess.confidence * discount, 3))
    return tuple(
        Candidate(intent=intent, confidence=confidence)
        for intent, confidence in found.items()
        if confidence >= NEGLIGIBLE
    )[:RIVALS_KEPT]
