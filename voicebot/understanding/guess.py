"""When a classifier alone is believed: a server's, where it takes the embedded one's place."""

from collections.abc import Collection, Sequence

from voicebot.understanding.candidates import admitted
from voicebot.understanding.meaning import Basis, Candidate
from voicebot.understanding.phrase_match import denies
from voicebot.understanding.phrases import OUT_OF_SCOPE
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.verdict import Verdict

LEAST_SURE = 0.5
LEAST_SURE_OF = {"yes": 0.8, "do_not_call": 0.95, "wrong_number": 0.75}
"""Probabilities below which its choice is a no-match; those that end a talk for good,
or cost money, are asked for more."""

UNSURE_A_STRANGER = 0.4
"""How much surer it must be when every word is strange to answers; less for fewer."""

SUREST_NEEDED = 0.97

NO_MATCH_CONFIDENCE = 0.5


FEWEST_LETTERS = 3
"""In fewer there is nothing to guess from; «да» and «не» are phrases."""

LONGEST_YES = 6
"""Words; a longer yes has said something that a rule would know."""


def classified(
    heard: Utterance,
    guesses: Sequence[Candidate],
    among: Collection[str] | None,
    *,
    strange: float,
) -> Verdict:
    """The classifier's choice or a no-match; `strange` is the share of strange words."""
    if sum(map(len, heard.words)) < FEWEST_LETTERS:
        return no_match("too short to guess from")
    best = guesses[0]
    intent = admitted(best.intent, among)
    if intent is None:
        return no_match(f"classifier: {best.intent} is not expected here")
    if intent == "yes" and not _may_be_yes(heard, strange):
        return no_match(
            "classifier: a yes this long, strange or denying is not believed"
        )
    if intent != OUT_OF_SCOPE and best.confidence < _needed(intent, strange):
        return no_match(f"classifier: not sure of {best.intent}")
    return Verdict(
        intent=intent,
        confidence=best.confidence,
        why="classifier",
        basis=Basis.GUESS,
    )


def _may_be_yes(heard: Utterance, strange: float) -> bool:
    return not denies(heard.words) and not strange and len(heard.words) <= LONGEST_YES


def no_match(why: str) -> Verdict:
    return Verdict(
        intent=OUT_OF_SCOPE,
        confidence=NO_MATCH_CONFIDENCE,
        why=why,
        basis=Basis.GUESS,
    )


def _needed(intent: str, strange: float) -> float:
    least = LEAST_SURE_OF.get(intent, LEAST_SURE)
    return min(least + UNSURE_A_STRANGER * strange, SUREST_NEEDED)
