"""What a misheard utterance probably was: likeness of sounds, seconded by the classifier."""

from collections.abc import Mapping, Sequence

from voicebot.understanding.guess import no_match
from voicebot.understanding.meaning import Basis, Candidate
from voicebot.understanding.phrase_match import PhraseFound, denies
from voicebot.understanding.phrases import OUT_OF_SCOPE
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.verdict import Verdict
from voicebot.understanding.words import is_russian_word, spoken_words

SECOND_OPINION = 0.1
"""How much the classifier's probability adds to a likeness of 0 to 1; to a yes nothing."""

LEAST_LIKE = 0.75
LEAST_LIKE_OF = {"yes": 0.9, "do_not_call": 0.8, "wrong_number": 0.8}
"""Likeness with the second opinion; a false yes costs most, a talk ended for nothing
nearly as much."""

WELL_SPELT = 0.08
"""Asked on top where every word is in the dictionary: so it was less likely misheard."""

NO_WORD_SHARED = 0.08
"""Asked on top of that where none of the words is the phrase's: «чемодан», «че надо»."""

SHORT = 8
EXTRA_A_SOUND = 0.03
"""Asked on top for each sound fewer than this: short noises are like anything."""

POSITIVE = frozenset({"yes", "interested"})
NEGATIVE = frozenset({"no", "not_interested", "do_not_call"})
CLEARLY = 0.06
"""How much less a negative phrase must sound like it before a positive one is believed:
«минтересно» may be either."""

SUREST = 0.9
"""Never as sure as words that were heard right."""

LEAST_LIKE_OTHER_TALK = 0.9
"""Unrelated talk must be nearly equal: it is too varied for likeness to mean much."""

SURELY_OTHER_TALK = 0.9
"""Well spelt, and the classifier this sure that it is unrelated: no likeness helps."""


def hearsay(
    utterance: Utterance,
    likest: Mapping[str, PhraseFound],
    guesses: Sequence[Candidate],
) -> Verdict | None:
    """The intent whose phrase sounds most like it, where that is like enough.

    A no-match where a refusal sounds nearly as like; None where nothing is like it.
    """
    chances = {guess.intent: guess.confidence for guess in guesses}
    is_well_spelt = all(map(is_russian_word, utterance.words))
    if is_well_spelt and chances.get(OUT_OF_SCOPE, 0.0) > SURELY_OTHER_TALK:
        return None
    scored = [
        (found.likeness + SECOND_OPINION * chances.get(intent, 0.0), found)
        for intent, found in likest.items()
        if intent != OUT_OF_SCOPE or found.likeness >= LEAST_LIKE_OTHER_TALK
    ]
    if not scored:
        return None
    score, best = max(scored, key=lambda pair: (pair[0], pair[1].intent))
    if best.intent == "yes":
        score = best.likeness
    if score < _needed(best, utterance, is_well_spelt=is_well_spelt):
        return None
    if best.intent in POSITIVE and may_be_negative(best, likest):
        return no_match(f"sounds like: {best.phrase}, or like a refusal")
    return Verdict(
        intent=best.intent,
        confidence=min(score * best.likeness, SUREST),
        why=f"sounds like: {best.phrase}",
        basis=Basis.LIKENESS,
    )


def may_be_negative(positive: PhraseFound, likest: Mapping[str, PhraseFound]) -> bool:
    """Whether a refusal of `likest` sounds nearly as like as the positive phrase."""
    return any(
        likest[intent].likeness > positive.likeness - CLEARLY
        for intent in NEGATIVE & likest.keys()
    )


def _needed(best: PhraseFound, utterance: Utterance, *, is_well_spelt: bool) -> float:
    if best.intent == "yes" and denies(utterance.words):
        return float("inf")
    least = LEAST_LIKE_OF.get(best.intent, LEAST_LIKE)
    shortness = EXTRA_A_SOUND * max(0, SHORT - len(utterance.key))
    if not is_well_spelt:
        return least + shortness
    is_shared = not set(utterance.words).isdisjoint(spoken_words(best.phrase))
    return least + shortness + WELL_SPELT + (0.0 if is_shared else NO_WORD_SHARED)
