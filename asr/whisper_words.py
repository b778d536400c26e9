"""What Whisper wrote as words with times."""

import numpy as np
import numpy.typing as npt

from asr.recognizer import RATE_HZ, Samples, Word

_PUNCTUATION = " .,!?…:;«»\"'()-–—"
_STRETCH_SAMPLES = RATE_HZ // 50
_AUDIBLE_SHARE = 0.1
"""Of the loudest stretch's level: below, nobody speaks."""


def words_over(text: str, spoken: Samples, confidence: float) -> tuple[Word, ...]:
    """The words of `text`, laid over the audible parts of `spoken` by their letters.

    Measuring each word's time by the decoder's attention would take a quarter of the
    whole reading again, on the caller's time.
    """
    words = bare_text(text).split()
    edges = np.cumsum([0, *(len(word) + 1 for word in words)], dtype=np.float64)
    times_s = _audible_times_s(spoken, edges / edges[-1]) if words else edges
    return tuple(
        Word(
            text=word, start_s=float(start_s), end_s=float(end_s), confidence=confidence
        )
        for word, start_s, end_s in zip(words, times_s, times_s[1:], strict=False)
    )


def bare(text: str) -> str:
    """A word as people compare it: lower case, no outer punctuation.

    >>> bare(" Не-а!")
    'не-а'
    """
    return text.strip(_PUNCTUATION).lower()


def bare_text(text: str) -> str:
    """The same of every word of a sentence."""
    return " ".join(word for word in map(bare, text.split()) if word)


def _audible_times_s(
    spoken: Samples, shares: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """When these shares, 0 to 1 and rising, of all audible sound had been spoken."""
    whole = len(spoken) - len(spoken) % _STRETCH_SAMPLES
    stretches = spoken[:whole].reshape(-1, _STRETCH_SAMPLES).astype(np.float64)
    levels = np.sqrt((stretches**2).mean(axis=1))
    audible = np.flatnonzero(levels >= _AUDIBLE_SHARE * levels.max(initial=0.0))
    places = np.interp(shares * len(audible), np.arange(len(audible)), audible)
    times_s: npt.NDArray[np.float64] = places * _STRETCH_SAMPLES / RATE_HZ
    times_s[-1] = (audible[-1] + 1) * _STRETCH_SAMPLES / RATE_HZ
    return times_s
