"""Whisper's tokens as words with times and confidences."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import tokenizers

from asr.recognizer import Word

_SPACE_MARK = "Ġ"
"""How byte-level BPE writes the space before a word."""
_PUNCTUATION = " .,!?…:;«»\"'()-–—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token: when it begins in the audio and how probable it was, 0 to 1."""

    number: int
    start_s: float
    probability: float


def words_of(
    tokens: Sequence[Token], end_s: float, tokenizer: tokenizers.Tokenizer
) -> tuple[Word, ...]:
    """Words in lower case without outer punctuation, as Vosk would write them.

    A word lasts until the next one begins, the last until `end_s`; its confidence is
    the geometric mean of its tokens' probabilities.
    """
    groups = _by_word(tokens, tokenizer)
    ends_s = [group[0].start_s for group in groups[1:]] + [end_s]
    words = (
        _word(group, word_end_s, tokenizer)
        for group, word_end_s in zip(groups, ends_s, strict=False)
    )
    return tuple(word for word in words if word.text)


def bare(text: str) -> str:
    """A word as people compare it: lower case, no outer punctuation.

    >>> bare(" Не-а!")
    'не-а'
    """
    return text.strip(_PUNCTUATION).lower()


def bare_text(text: str) -> str:
    """The same of every word of a sentence."""
    return " ".join(word for word in map(bare, text.split()) if word)


def _by_word(
    tokens: Sequence[Token], tokenizer: tokenizers.Tokenizer
) -> list[list[Token]]:
    groups: list[list[Token]] = []
    for token in tokens:
        mark = tokenizer.id_to_token(token.number) or ""
        if mark.startswith(_SPACE_MARK) or not groups:
            groups.append([])
        groups[-1].append(token)
    return groups


def _word(
    group: Sequence[Token], end_s: float, tokenizer: tokenizers.Tokenizer
) -> Word:
    logs = [math.log(max(token.probability, 1e-6)) for token in group]
    return Word(
        text=bare(tokenizer.decode([token.number for token in group])),
        start_s=group[0].start_s,
        end_s=max(group[0].start_s, end_s),
        confidence=min(1.0, math.exp(sum(logs) / len(logs))),
    )
