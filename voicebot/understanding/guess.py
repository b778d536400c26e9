"""When the classifier alone is believed."""

from collections.abc import Collection, Sequence

from voicebot.understanding.candidates import admitted
from voicebot.understanding.meaning import Candidate
from voicebot.understanding.phrase_match import denies
from voicebot.understanding.phrases import OUT_OF_SCOPE
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.verdict import Verdict

LEAST_SURE = 0.6
LEAST_SURE_YES = 0.8
"""Probabilities below which its choice is a no-match; a false yes costs most."""

UNSURE_A_STRANGER = 0.4
"""How much surer it must be when every word is strange to answers; less for fewer."""

SUREST_NEEDED = 0.97

NO_MATCH_CONFIDENCE = 0.5


def classified(
    utterance: Utterance,
    guesses: Sequence[Candidate],
    among: Collection[str] | None,
    *,
    strange: float,
) -> Verdict:
    """The classifier's choice or a no-match; `strange` is the share of strange words."""
    best = guesses[0]
    intent = admitted(best.intent, among)
    if intent is None:
        return no_match(f"classifier: {best.intent} is not expected here")
    if intent == "yes" and denies(utterance.words):
        return no_match("classifier: a yes with a denial in it is not believed")
    if intent != OUT_OF_SCOPE and best.confidence < _needed(intent, strange):
        return no_match(f"classifier: not sure of {best.intent}")
    return Verdict(intent=intent, confidence=best.confidence, why="classifier")


def no_match(why: str) -> Verdict:
    return Verdict(intent=OUT_OF_SCOPE, confidence=NO_MATCH_CONFIDENCE, why=why)


def _needed(intent: str, strange: float) -> float:
    least = LEAST_SURE_YES if intent == "yes" else LEAST_SURE
    return min(least + UNSURE_A_STRANGER * strange, SUREST_NEEDED)
