"""Phrases as they are really said, and as a recognizer gets them wrong."""

import random
from collections.abc import Iterator, Sequence

BEFORE = (
    "ну", "да", "нет", "ой", "а", "вот", "так", "слушайте", "девушка", "алло", "здравствуйте",
    "извините", "простите", "знаете", "хорошо", "ну вот", "э", "м", "да да", "ну что",
)  # fmt: skip
AFTER = (
    "пожалуйста",
    "спасибо",
    "да",
    "вот",
    "ну",
    "короче",
    "понятно",
    "девушка",
    "а",
)

_CONFUSED = {
    "а": "о", "о": "а", "е": "иэ", "и": "еы", "я": "еи", "ы": "и", "у": "о", "ю": "у",
    "б": "п", "п": "б", "в": "ф", "ф": "в", "г": "кх", "к": "гт", "д": "т", "т": "дк",
    "ж": "ш", "ш": "жщ", "з": "с", "с": "зш", "щ": "ш", "ч": "ш", "ц": "с", "м": "н",
    "н": "м", "р": "л", "л": "р", "й": "и", "ь": "", "х": "ф",
}  # fmt: skip
"""Letters that a telephone and a small recognizer mix up."""

SAID_ALIKE = frozenset({"да", "нет", "хорошо", "да да"})
"""Openings that would turn a short «да» phrase into a «нет» one: used on long ones."""

LONG_WORDS = 3

OPENED = 0.3
CLOSED = 0.2
"""Shares of copies that get words before and after."""

LONGEST_GIBBERISH = 4
"""Words."""

LETTER_ERRORS = (0.0, 0.06, 0.14)
"""Clean telephone speech has some 4 % wrong letters, speech in noise 17 %."""

SUBSTITUTED = 0.6
DELETED = 0.25
"""Shares of wrong letters; the rest are doubled."""


def variants(
    phrase: tuple[str, ...], dice: random.Random, count: int
) -> Iterator[tuple[str, ...]]:
    """`count` altered copies: fillers around, letters confused, lost or added."""
    for _ in range(count):
        yield _misheard(_with_fillers(phrase, dice), dice)


def gibberish(
    vocabulary: Sequence[str], dice: random.Random, count: int
) -> Iterator[tuple[str, ...]]:
    """`count` utterances of words made from the ends and beginnings of others."""
    for _ in range(count):
        yield tuple(
            _invented(vocabulary, dice)
            for _ in range(dice.randint(1, LONGEST_GIBBERISH))
        )


def _invented(vocabulary: Sequence[str], dice: random.Random) -> str:
    first, second = dice.choice(vocabulary), dice.choice(vocabulary)
    return first[len(first) // 2 :] + second[: (len(second) + 1) // 2]


def _with_fillers(phrase: tuple[str, ...], dice: random.Random) -> tuple[str, ...]:
    said = phrase
    opening = dice.choice(BEFORE)
    if dice.random() < OPENED and (
        len(phrase) >= LONG_WORDS or opening not in SAID_ALIKE
    ):
        said = (*opening.split(), *said)
    if dice.random() < CLOSED:
        said = (*said, dice.choice(AFTER))
    return said


def _misheard(phrase: tuple[str, ...], dice: random.Random) -> tuple[str, ...]:
    rate = dice.choice(LETTER_ERRORS)
    heard = " ".join(
        "".join(_letter(letter, rate, dice) for letter in word) for word in phrase
    )
    if dice.random() < rate and " " in heard:
        heard = heard.replace(" ", "", 1)
    return tuple(heard.split()) or phrase


def _letter(letter: str, rate: float, dice: random.Random) -> str:
    if dice.random() >= rate:
        return letter
    fate = dice.random()
    if fate < SUBSTITUTED:
        return dice.choice(_CONFUSED.get(letter, letter) or ("",))
    return "" if fate < SUBSTITUTED + DELETED else letter * 2
