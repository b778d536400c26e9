"""How Russian sounds over a telephone, roughly: words a recognizer confuses share a key."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_CLUSTERS = (
    ("тся", "ца"),
    ("ться", "ца"),
    ("здравств", "здраств"),
    ("стн", "сн"),
    ("здн", "зн"),
    ("сч", "щ"),
    ("зч", "щ"),
    ("жч", "щ"),
    ("что", "што"),
    ("чн", "шн"),
    ("вств", "ств"),
)
"""Spelling to sound, before single letters are merged (orthoepic clusters)."""

_VOWELS = str.maketrans("оеэыяюё", "аииииуи")
"""Unstressed o/a and e/i/ya merge; stress is unknown here, so they merge always."""

_VOICED = str.maketrans("бвгджзщц", "пфктшсшс")
"""Voice is lost at word ends and in noise; щ and ц lie near ш and с in the phone band."""

_COARSE = str.maketrans("иуфхкшчрн", "аапптсслм")
"""What noise merges besides: all vowels; lips; stops of the tongue; hisses; r and l."""

_GENITIVE = re.compile(r"([ое])го$")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=20_000)
def sound_key(word: str) -> str:
    """The word's coarse sound; equal for words that a telephone hardly tells apart.

    >>> sound_key("перезваните") == sound_key("перезвоните")
    True
    >>> sound_key("аператор") == sound_key("оператор")
    True
    """
    heard = _GENITIVE.sub(r"\1во", word)
    for spelling, sound in _CLUSTERS:
        heard = heard.replace(spelling, sound)
    heard = heard.replace("ь", "").replace("ъ", "").replace("й", "и")
    heard = heard.translate(_VOWELS).translate(_VOICED)
    return _DOUBLE.sub(r"\1", unicodedata.normalize("NFKD", heard))


def utterance_key(words: Iterable[str]) -> str:
    """The words' sounds with no gaps: a recognizer also errs on where words end."""
    return "".join(sound_key(word) for word in words)


def coarse_key(key: str) -> str:
    """A sound key as noise leaves it: vowels as one, consonants by where they are made.

    >>> coarse_key(sound_key("перезвоните")) == coarse_key(sound_key("пелезвамите"))
    True
    """
    return _DOUBLE.sub(r"\1", key.translate(_COARSE))
