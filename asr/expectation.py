"""Prefers what a question expects among the ways to read an answer."""

from collections.abc import Collection, Sequence

from asr.whisper_model import Hypothesis
from asr.whisper_words import bare_text

MARGIN = 0.25
"""How much less probable (natural log, a token) an expected phrase may be."""


def choose(
    hypotheses: Sequence[Hypothesis], expected: Collection[str]
) -> Hypothesis | None:
    """The most probable one, or an expected phrase that is nearly as probable.

    `expected` holds phrases as `bare_text` writes them. Nothing is forbidden: a phrase
    that was not among the hypotheses is never chosen.
    """
    if not hypotheses:
        return None
    best = max(hypotheses, key=lambda each: each.mean_log_probability)
    rivals = [
        each
        for each in hypotheses
        if each.mean_log_probability >= best.mean_log_probability - MARGIN
        and bare_text(each.text) in expected
    ]
    return max(rivals, key=lambda each: each.mean_log_probability, default=best)
