"""How alike two sentences are spelled."""

import unicodedata
from difflib import SequenceMatcher


def resemblance(one: str, other: str) -> float:
    """From 0, no letter in common, to 1, equal; Korean is compared by its letters.

    >>> resemblance("перезвоните позже", "перезвони те позже") > 0.9
    True
    """
    letters = SequenceMatcher(None, _letters(one), _letters(other), autojunk=False)
    return float(letters.ratio())


def _letters(text: str) -> str:
    return unicodedata.normalize("NFD", text.replace(" ", ""))
