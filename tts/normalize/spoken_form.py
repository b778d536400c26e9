"""The order of the passes from a written text to a spoken one.

ru-normalizr does the bulk: cases of numerals, money, dates, units, abbreviations.
The passes before it settle what a telephone prompt means differently from a book
(keys, clock times, phone numbers, codes); those after it leave only what every
engine can say: Cyrillic letters, stress marks and plain punctuation.
"""

from collections.abc import Callable
from functools import lru_cache

from ru_normalizr import NormalizeOptions, Normalizer

from tts.normalize.acronym import spell_acronyms
from tts.normalize.alphabet import keep_speakable, unify
from tts.normalize.clock import say_clock_times
from tts.normalize.code import say_codes
from tts.normalize.date import say_dates
from tts.normalize.key import say_keys
from tts.normalize.latin import say_latin
from tts.normalize.one import agree_accusative_one
from tts.normalize.phone import say_phone_numbers
from tts.normalize.preposition import adapt_prepositions
from tts.normalize.range import close_up_small_ranges, open_large_ranges
from tts.normalize.shortening import expand_shortenings
from tts.normalize.told import say_as_told
from tts.normalize.web import say_web_addresses
from tts.ssml import Pause, Span, Spoken, parse_spans, write_spans

Pass = Callable[[str], str]

_BOOK_RULES = Normalizer(NormalizeOptions.safe())

PASSES: tuple[Pass, ...] = (
    unify,
    say_phone_numbers,
    say_web_addresses,
    say_dates,
    say_clock_times,
    expand_shortenings,
    agree_accusative_one,
    say_keys,
    say_codes,
    open_large_ranges,
    _BOOK_RULES.normalize,
    close_up_small_ranges,
    adapt_prepositions,
    spell_acronyms,
    say_latin,
    keep_speakable,
)

_REMEMBERED = 2048
_MOST_ROUNDS = 4


def normalize(text: str) -> str:
    """Plain text, or SSML whose tags stay (a `<say-as>` becomes its words).

    Idempotent; the words hold no digit and no Latin letter. A `+` stands before a
    stressed vowel where the author marked one (`з+амок` or `за́мок`).

    Raises:
        SsmlError: the text starts with `<speak` and is malformed.

    >>> normalize("Осталось 2 минуты, звоните до 21:00.")
    'Осталось две минуты, звоните до двадцати одного часа.'
    """
    spans = (_normalized(span) for span in parse_spans(text))
    return write_spans([span for span in spans if _is_heard(span)])


def _normalized(span: Span) -> Span:
    if isinstance(span, Pause):
        return span
    words = say_as_told(span.text, span.say_as) if span.say_as else span.text
    return Spoken(text=_spoken_form(words), rate=span.rate)


@lru_cache(_REMEMBERED)
def _spoken_form(text: str) -> str:
    """Until nothing changes: what one round writes may be an odd text to the next."""
    for _round in range(_MOST_ROUNDS):
        written = text
        for rewrite in PASSES:
            text = rewrite(text)
        if text == written:
            break
    return text


def _is_heard(span: Span) -> bool:
    return isinstance(span, Pause) or bool(span.text)
