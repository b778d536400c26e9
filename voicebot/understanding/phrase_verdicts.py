"""What a found phrase says: word for word, by its sound, or inside other words."""

from collections.abc import Iterator

from voicebot.understanding.meaning import Basis
from voicebot.understanding.phrase_match import PhraseFound
from voicebot.understanding.verdict import Verdict

WITHIN_CONFIDENCE = 0.75
"""For a phrase among other words."""

REPAIRED_CONFIDENCE = 0.9
"""For a phrase or a rule that fits only after misspelt words were replaced."""


def by_phrase(found: PhraseFound | None, how: str) -> Iterator[Verdict]:
    if found is not None:
        yield Verdict(
            intent=found.intent,
            confidence=1.0,
            why=f"{how}: {found.phrase}",
            basis=Basis.PHRASE,
        )


def by_sound(found: PhraseFound | None) -> Iterator[Verdict]:
    if found is not None:
        yield Verdict(
            intent=found.intent,
            confidence=REPAIRED_CONFIDENCE,
            why=f"sounds as: {found.phrase}",
            basis=Basis.LIKENESS,
        )


def by_containing(found: PhraseFound) -> Verdict:
    return Verdict(
        intent=found.intent,
        confidence=WITHIN_CONFIDENCE,
        why=f"contains scenario's phrase: {found.phrase}",
    )
