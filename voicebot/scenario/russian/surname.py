"""Surnames that the dictionary does not know, by their endings."""

from collections.abc import Mapping

_NEVER_CHANGE = tuple("еиоуыэю")
_GENITIVE_FAMILIES = ("их", "ых")
_POSSESSIVE = ("ов", "ев", "ёв", "ин", "ын")
_ADJECTIVE = ("ский", "цкий", "ый")
_HUSHING = "жчшщц"
_STRESSED = ("ач",)
"""«Ткачом», though «Заяцем»."""
_TAKES_I = "гкхжчшщ"

_Endings = Mapping[str, str]

_CASES = ("genitive", "dative", "accusative", "instrumental", "prepositional")


def _endings(line: str) -> _Endings:
    return dict(zip(_CASES, line.split(), strict=True))


_OF_CONSONANT = _endings("а у а ом е")
_OF_SOFT = _endings("я ю я ем е")
_OF_POSSESSIVE = _endings("а у а ым е")
_OF_ADJECTIVE = _endings("ого ому ого им ом")
_OF_A = _endings("ы е у ой е")
_OF_YA = _endings("и е ю ей е")
_OF_WOMANS = _endings("ой ой у ой ой")


def decline_surname(word: str, case: str, gender: str) -> str:
    """The surname of a man (`masc`) or woman (`femn`) in a case but the nominative.

    >>> [decline_surname("Коваль", "dative", gender) for gender in ("masc", "femn")]
    ['Ковалю', 'Коваль']
    >>> decline_surname("Гуща", "instrumental", "femn")
    'Гущей'
    """
    folded = word.lower()
    if folded.endswith((*_NEVER_CHANGE, *_GENITIVE_FAMILIES)):
        return word
    if folded.endswith(("а", "я")):
        return _of_vowel(word, case, gender)
    return _of_man(word, case) if gender == "masc" else word


def _of_vowel(word: str, case: str, gender: str) -> str:
    stem, last = word[:-1], word[-1].lower()
    if gender == "femn" and stem.lower().endswith(_POSSESSIVE):
        return stem + _OF_WOMANS[case]
    ending = (_OF_A if last == "а" else _OF_YA)[case]
    before = stem[-1:].lower()
    if ending == "ы" and before in _TAKES_I:
        ending = "и"
    if ending == "ой" and before in _HUSHING:
        ending = "ей"
    return stem + ending


def _of_man(word: str, case: str) -> str:
    folded = word.lower()
    if folded.endswith(_ADJECTIVE):
        ending = _OF_ADJECTIVE[case]
        is_hard = folded.endswith("ый") and ending == "им"
        return word[:-2] + ("ым" if is_hard else ending)
    if folded.endswith(("ь", "й")):
        return word[:-1] + _OF_SOFT[case]
    if folded.endswith(_POSSESSIVE):
        return word + _OF_POSSESSIVE[case]
    ending = _OF_CONSONANT[case]
    is_hushing = folded[-1] in _HUSHING and not folded.endswith(_STRESSED)
    return _stem(word) + ("ем" if is_hushing and ending == "ом" else ending)


def _stem(word: str) -> str:
    """«Горовц» of «Горовец»; «Швец» keeps its only vowel."""
    vowels = sum(letter in "аеёиоуыэюя" for letter in word.lower())
    return f"{word[:-2]}ц" if word.lower().endswith("ец") and vowels > 1 else word
