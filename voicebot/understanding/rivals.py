"""The other candidates of an utterance."""

from collections.abc import Collection, Sequence

from voicebot.understanding.candidates import admitted
from voicebot.understanding.meaning import Basis, Candidate
from voicebot.understanding.phrases import OUT_OF_SCOPE
from voicebot.understanding.verdict import Verdict

RIVAL_DISCOUNT = 0.5
"""The classifier's other choices count half where a phrase or a rule decided."""

RIVALS_KEPT = 3
NEGLIGIBLE = 0.05


def rivals(
    verdict: Verdict, guesses: Sequence[Candidate], among: Collection[str] | None
) -> tuple[Candidate, ...]:
    """The classifier's next choices that compete here, best first."""
    discount = 1.0 if verdict.basis is Basis.GUESS else RIVAL_DISCOUNT
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
