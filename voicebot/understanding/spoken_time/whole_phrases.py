"""A whole utterance in which noise left no word of time: which phrase was it?

Words are put right one by one (`misheard.py`) where enough of them was heard. Where it
was not, all letters together may still tell: «телеспару тисов» is «через пару часов».
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache

from voicebot.understanding.channel import Channel, letters_of
from voicebot.understanding.spoken_time.moment import SpokenTime
from voicebot.understanding.spoken_time.readings import USUAL
from voicebot.understanding.spoken_time.sounding import CALLS, soundings, whole_times
from voicebot.understanding.spoken_time.tokens import Tokens, read_tokens
from voicebot.understanding.words import spoken_words

_LEAST_PER_LETTER = {False: 1.0, True: 0.8}
"""How much likelier (natural log) each letter must be by the phrase than by chance; the
lower one where a time was asked for."""

_LEAST = 7.5
"""Likewise for all letters: a short word is like too much."""

_LEAST_LEAD = 1.5
"""Between the likeliest phrase and the next that means another time."""

_SHORTEST_HEARD = 3


def whole_time(
    texts: Iterable[str],
    time_of: Callable[[Tokens], SpokenTime | None],
    *,
    is_awaited: bool,
) -> SpokenTime | None:
    """The time that the readings of one utterance most likely were; None if unclear.

    `time_of` a phrase is looked up only for the likeliest ones.
    """
    best: dict[str, float] = {}
    for text in texts:
        least = max(_LEAST, len(letters_of(text)) * _LEAST_PER_LETTER[is_awaited])
        for phrase, log in _likely(text):
            if log >= least:
                best[phrase] = max(log, best.get(phrase, 0.0))
    ranked = sorted(best.items(), key=lambda found: -found[1])
    return _standing_out(ranked, time_of) if ranked else None


def _standing_out(
    ranked: Sequence[tuple[str, float]],
    time_of: Callable[[Tokens], SpokenTime | None],
) -> SpokenTime | None:
    (first, likeliest), *others = ranked
    time = time_of(read_tokens(first))
    for phrase, log in others:
        if likeliest - log >= _LEAST_LEAD:
            break
        if time_of(read_tokens(phrase)) != time:
            return None
    return time


@lru_cache(maxsize=200)
def _likely(text: str) -> tuple[tuple[str, float], ...]:
    """The phrases that have every word heard right, and how likely each is."""
    words = spoken_words(text)
    if "не" in words or any(word.isdigit() for word in words):
        return ()
    unusual = [word for word in words if word not in USUAL]
    heard = _vocabulary().intersection(unusual)
    rest = " ".join(unusual)
    return tuple(
        (phrase, likely.log)
        for phrase, likely in _channel().likelihoods(rest).items()
        if heard.issubset(phrase.split())
    )


@cache
def _vocabulary() -> frozenset[str]:
    words = {word for phrase in _phrases() for word in phrase.split()}
    return frozenset(word for word in words if len(word) >= _SHORTEST_HEARD)


@cache
def _channel() -> Channel:
    """Built once, in 50 ms."""
    return Channel({phrase: (phrase,) for phrase in _phrases()})


def _phrases() -> Iterator[str]:
    times = (" ".join(phrase.words) for phrase in soundings())
    return (time for time in (*times, *whole_times()) if time not in CALLS)
