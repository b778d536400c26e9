"""Times that the recognizer wrote down as other words of nearly the same sound."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from voicebot.understanding.spoken_time.sounding import Sounding, sounding, soundings
from voicebot.understanding.spoken_time.tokens import Token, Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import is_known

MOST_TOKENS = 10
"""Longer talk is not guessed at: time in it is clear, or there is none."""

_MOST_JOINED = 4
"""Tokens that may be one phrase, cut elsewhere."""

_LOOSEST = 0.3
"""The share of a phrase's sounds that may be others; those alike in noise count half."""

_LOOSEST_OF_KNOWN = {True: 0.2, False: 0.1}
"""Likewise where only words of the dictionary were heard: beside a time, and alone."""

_FEWEST_SOUNDS = 5
"""A phrase of fewer sounds has to be heard as it is: too much is like it."""

_REPLACED_COST = 0.4
"""Sounds; what is as written goes before what only sounds like it."""

_LEAST_LEAD = 0.25
"""Sounds by which the likest phrase must be nearer than any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Tokens with words put right; `cost` counts sounds that no time explains."""

    tokens: Tokens
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Swap:
    """A phrase for the tokens from `start` to before `end`."""

    start: int
    end: int
    cost: float
    phrase: Sounding


def put_right(tokens: Tokens, costs: Sequence[float], *, has_time: bool) -> Explained:
    """The cheapest way to explain all tokens; `costs` are those of leaving each.

    `has_time`: some of them name a time as they stand.
    """
    swaps: dict[int, list[_Swap]] = defaultdict(list)
    for swap in _swaps(tokens, costs, _LOOSEST_OF_KNOWN[has_time]):
        swaps[swap.end].append(swap)
    best = [Explained(tokens=(), cost=0.0)]
    for end, token in enumerate(tokens, 1):
        kept = Explained(
            tokens=(*best[-1].tokens, token), cost=best[-1].cost + costs[end - 1]
        )
        swapped = [_after(best[swap.start], swap, tokens) for swap in swaps[end]]
        best.append(min((kept, *swapped), key=lambda way: way.cost))
    return best[-1]


def _after(before: Explained, swap: _Swap, tokens: Tokens) -> Explained:
    first, *rest = swap.phrase.words
    is_after_pause = tokens[swap.start].is_after_pause
    words = (
        Token(word=first, is_after_pause=is_after_pause),
        *(Token(word=word) for word in rest),
    )
    return Explained(tokens=(*before.tokens, *words), cost=before.cost + swap.cost)


def _swaps(
    tokens: Tokens, costs: Sequence[float], loosest_of_known: float
) -> Iterator[_Swap]:
    """For each stretch that holds something unexplained, the likest phrase."""
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + _MOST_JOINED, len(tokens)) + 1):
            saved = sum(costs[start:end]) - _REPLACED_COST
            if saved <= 0:
                continue
            words = tuple(word_at(tokens, at) for at in range(start, end))
            loosest = loosest_of_known if all(map(is_known, words)) else _LOOSEST
            likest = _likest(sounding(words), loosest)
            if likest and likest[1] < saved and not set(words) <= set(likest[0].words):
                cost = likest[1] + _REPLACED_COST
                yield _Swap(start=start, end=end, cost=cost, phrase=likest[0])


@lru_cache(maxsize=2_000)
def _likest(heard: Sounding, loosest: float) -> tuple[Sounding, float] | None:
    """The nearest phrase and how far it is; none where another is nearly as near."""
    near = sorted(_near(heard, loosest), key=lambda found: found[1])
    if not near:
        return None
    is_tie = len(near) > 1 and near[1][1] - near[0][1] < _LEAST_LEAD
    return None if is_tie else near[0]


def _near(heard: Sounding, loosest: float) -> Iterator[tuple[Sounding, float]]:
    """Phrases within reach. What noise leaves of two never differs in more sounds."""
    for length, group in _by_length().items():
        furthest = loosest * group.most_sounds
        if abs(length - len(heard.coarse)) > furthest:
            continue
        found = process.extract(
            heard.coarse,
            group.coarse,
            scorer=Levenshtein.distance,
            score_cutoff=int(furthest),
            limit=None,
        )
        for _key, rough, at in found:
            phrase = group.phrases[at]
            distance = (Levenshtein.distance(heard.key, phrase.key) + rough) / 2
            if distance <= _reach(phrase, loosest):
                yield phrase, distance


def _reach(phrase: Sounding, loosest: float) -> float:
    size = len(phrase.key)
    return loosest * size if size >= _FEWEST_SOUNDS else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Phrases of one length, as noise leaves them; `most_sounds` is the longest key."""

    phrases: tuple[Sounding, ...]
    coarse: tuple[str, ...]
    most_sounds: int


@lru_cache(maxsize=1)
def _by_length() -> dict[int, _Group]:
    """Phrases by how many sounds noise leaves of them."""
    gathered: dict[int, list[Sounding]] = defaultdict(list)
    for phrase in soundings():
        gathered[len(phrase.coarse)].append(phrase)
    return {
        length: _Group(
            phrases=tuple(phrases),
            coarse=tuple(phrase.coarse for phrase in phrases),
            most_sounds=max(len(phrase.key) for phrase in phrases),
        )
        for length, phrases in gathered.items()
    }
