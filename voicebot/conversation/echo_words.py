"""Tells by the words that a robot read its own prompt, where the sound did not."""

import re

from rapidfuzz import fuzz

LIKE = 85.0
"""Out of 100: a recognizer mishears a letter in seven of a weak echo."""

LEAST_LETTERS = 5
"""A shorter word stands in many prompts, and is many a caller's answer."""

_NO_LETTERS = re.compile(r"[^а-яёa-z]+")


def repeats_prompt(heard: str, prompt: str) -> bool:
    """Whether what was heard stands in the prompt, a few letters aside.

    >>> prompt = "Добрый день! Вы подали заявку на кредит."
    >>> repeats_prompt("подали зоявку на", prompt)
    True
    >>> repeats_prompt("да", prompt), repeats_prompt("а что за заявка", prompt)
    (False, False)
    """
    said, written = _bare(heard), _bare(prompt)
    if len(said) < LEAST_LETTERS or len(said) > len(written):
        return False
    return fuzz.partial_ratio(said, written) >= LIKE


def _bare(text: str) -> str:
    return _NO_LETTERS.sub(" ", text.lower().replace("ё", "е")).strip()
