"""Turns a question's phrases into what Vosk can listen for."""

import re
from collections.abc import Callable, Sequence

UNKNOWN = "[unk]"
"""The model's word for everything outside the grammar; some models lack it."""

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


def words_of(phrase: str) -> tuple[str, ...]:
    """Words as a Vosk dictionary writes them.

    >>> words_of("Не-а, перезвоните!")
    ('не-а', 'перезвоните')
    """
    return tuple(_WORD.findall(phrase.lower()))


def grammar_of(phrases: Sequence[str], knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Phrases that the model can hear whole, each once, and its unknown word.

    Vosk drops a word that it does not know and keeps the rest of the phrase: «не-а»
    would become «не», another phrase. So a phrase with such a word is left out; free
    decoding still hears its other words. Empty when nothing is left to listen for.
    """
    split = (words_of(phrase) for phrase in phrases)
    heard = [" ".join(words) for words in split if words and all(map(knows, words))]
    if not heard:
        return ()
    mark = (UNKNOWN,) if knows(UNKNOWN) else ()
    return (*dict.fromkeys(heard), *mark)
