"""Prepositions that change before the numeral that came out of a digit."""

import re

_FULL = re.compile(r"\b([вкс])\s+(?=втор(?:ник|ого|ому|ой|ым|ая|ую))", re.IGNORECASE)
_WITH_HUNDRED = re.compile(r"\bс\s+(?=ста\b)", re.IGNORECASE)
_ABOUT = re.compile(r"\bо\s+(?=од[ни])", re.IGNORECASE)


def adapt_prepositions(text: str) -> str:
    """Make a preposition easy to say.

    >>> adapt_prepositions("с второго этажа, с ста рублей, о одной заявке")
    'со второго этажа, со ста рублей, об одной заявке'
    """
    text = _FULL.sub(r"\1о ", text)
    text = _WITH_HUNDRED.sub("со ", text)
    return _ABOUT.sub("об ", text)
