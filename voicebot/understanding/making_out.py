"""When a phrase is believed that noise left nothing of but like letters."""

from collections.abc import Collection, Mapping

from voicebot.understanding.candidates import admitted
from voicebot.understanding.channel import Likelihood
from voicebot.understanding.hearsay import POSITIVE
from voicebot.understanding.meaning import Basis
from voicebot.understanding.phrase_match import denies
from voicebot.understanding.phrases import OUT_OF_SCOPE
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.verdict import Verdict
from voicebot.understanding.words import is_russian_word, spoken_words

LEAST = 7.0
LEAST_POSITIVE = 10.0
"""How much likelier (natural log) than by chance; a false yes costs most."""

AHEAD = 4.0
AHEAD_POSITIVE = 5.0
"""How much likelier than the next intent."""

AHEAD_OF_OTHER_TALK = 5.0
AHEAD_OF_OTHER_TALK_POSITIVE = 7.0

CONFIDENCE = 0.6
"""Never sure: a scenario that asks back will do so."""


def made_out(
    heard: Utterance,
    likelihoods: Mapping[str, Likelihood],
    among: Collection[str] | None,
) -> Verdict | None:
    """The one intent that a garbled reading can have come from; None where none stands out.

    Only readings with a word that no dictionary holds are garbled: what is well spelt
    was heard well, and means what it says.
    """
    ranked = [each for each in likelihoods.values() if each.intent != OUT_OF_SCOPE]
    if not ranked or all(map(is_russian_word, heard.words)):
        return None
    best = ranked[0]
    other_talk = likelihoods.get(OUT_OF_SCOPE)
    next_log = ranked[1].log if len(ranked) > 1 else 0.0
    other_log = max(0.0, other_talk.log if other_talk else 0.0)
    intent = admitted(best.intent, among)
    if intent is None or not _stands_out(best, next_log, other_log):
        return None
    if denies(heard.words) != denies(spoken_words(best.phrase)):
        return None
    return Verdict(
        intent=intent,
        confidence=CONFIDENCE,
        why=f"made out: {best.phrase}",
        basis=Basis.LIKENESS,
    )


def _stands_out(best: Likelihood, next_log: float, other_log: float) -> bool:
    is_positive = best.intent in POSITIVE
    least = LEAST_POSITIVE if is_positive else LEAST
    ahead = AHEAD_POSITIVE if is_positive else AHEAD
    of_other = AHEAD_OF_OTHER_TALK_POSITIVE if is_positive else AHEAD_OF_OTHER_TALK
    return (
        best.log >= least
        and best.log - next_log >= ahead
        and best.log - other_log >= of_other
    )
