"""Finds what somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from voicebot.i18n import _


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question to end a message with, or nothing when no known word is close.

    >>> did_you_mean("offfer", ["offer", "greeting"])[-8:]
    '"offer"?'
    >>> did_you_mean("xyz", ["offer"])
    ''
    """
    close = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    if not close:
        return ""
    return _('; did you mean "{word}"?').format(word=close[0])
