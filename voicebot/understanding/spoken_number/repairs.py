"""Slips of the tongue: what was refused, and what was put in its place."""

from voicebot.understanding.spoken_number.tokens import Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import word_set

_MARKS = word_set(
    "нет ой точнее вернее заново сначала ошибся ошиблась пардон простите извините "
    "неправильно неверно передумал передумала лучше пусть то"
)
"""Said before the right number; «то» is that of «то есть»."""

_NOT = "не"
_BETWEEN = word_set("на в с до от под за")


def is_refused(tokens: Tokens, start: int) -> bool:
    """«не пять», «не на пять»."""
    before = word_at(tokens, start - 1)
    is_apart = before in _BETWEEN and word_at(tokens, start - 2) == _NOT
    return before == _NOT or is_apart


def has_mark(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the words between two numbers take the first one back."""
    return any(token.word in _MARKS for token in tokens[start:end])
