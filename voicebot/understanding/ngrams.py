"""An utterance as numbers: hashed letters, sounds, dictionary words and their pairs."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from voicebot.understanding.sounds import sound_key
from voicebot.understanding.words import CACHED_WORDS, lemmas

DIMENSIONS = 1 << 16
"""Hash buckets; a phrase has some 100 n-grams, all phrase lists some 40,000."""

LETTERS = (2, 3, 4)
SOUNDS = (3, 4)

Buckets = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]


def features(words: Sequence[str]) -> tuple[Buckets, Weights]:
    """Sorted bucket numbers and their weights; each group of n-grams has norm 1."""
    total: dict[int, float] = {}
    for buckets in (
        frozenset().union(*map(_letters, words)),
        frozenset().union(*map(_sounds, words)),
        _hashed(_word_grams(words)),
    ):
        weight = 1.0 / np.sqrt(len(buckets)) if buckets else 0.0
        for bucket in buckets:
            total[bucket] = total.get(bucket, 0.0) + weight
    order = sorted(total)
    return (
        np.array(order, dtype=np.int32),
        np.array([total[bucket] for bucket in order], dtype=np.float32),
    )


@lru_cache(maxsize=CACHED_WORDS)
def _letters(word: str) -> frozenset[int]:
    return _hashed(_grams(f"c {word} ", LETTERS))


@lru_cache(maxsize=CACHED_WORDS)
def _sounds(word: str) -> frozenset[int]:
    return _hashed(_grams(f"s {sound_key(word)} ", SOUNDS))


def _hashed(grams: Iterable[str]) -> frozenset[int]:
    return frozenset(zlib.crc32(gram.encode()) % DIMENSIONS for gram in grams)


def _grams(marked: str, sizes: Sequence[int]) -> Iterator[str]:
    """N-grams of all but the first letter, which names the group."""
    mark, text = marked[0], marked[1:]
    for size in sizes:
        for start in range(len(text) - size + 1):
            yield mark + text[start : start + size]


def _word_grams(words: Sequence[str]) -> Iterator[str]:
    chain = ["^", *(lemmas(word)[0] for word in words), "$"]
    yield from ("w" + word for word in chain[1:-1])
    yield from (f"b{first} {second}" for first, second in pairwise(chain))
    yield from (f"f{word}" for word in words)
