"""pymorphy3, loaded once a process when it is first asked."""

from functools import cache
from typing import Any

import pymorphy3


@cache
def analyzer() -> Any:  # pymorphy3 ships no types
    return pymorphy3.MorphAnalyzer()


def readings(word: str) -> list[Any]:
    """The grammatical tags that a word may have, likeliest first."""
    return [parse.tag for parse in analyzer().parse(word)]


def is_known(word: str) -> bool:
    """The dictionary has the word as it is written."""
    return bool(analyzer().word_is_known(word))
