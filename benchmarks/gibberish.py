"""Talk that answers nothing, made up: the same each time."""

import random
from collections.abc import Mapping

import pymorphy3

SEED = 5
COUNT = 200

_SYLLABLES = (
    "ба ро ку ти шен мар ло ву ск пре тор на ды ре ми кол ту га сен вой ша бер по за лю"
)
_NUMBERS = (
    "ноль один два три четыре пять шесть семь восемь девять десять двенадцать двадцать "
    "тридцать сорок пятьдесят сто двести тысяча"
)
_NAMES = (
    "Иван Анна Сергей Мария Олег Ольга Пётр Елена Дмитрий Татьяна Наталья Алексей Ирина "
    "Павел Светлана Юрий Нина Игорь"
)
_PATRONYMICS = "Иванович Петровна Сергеевич Алексеевна Олегович Дмитриевна"
_LETTERS = "абвгдзиклмнопрстуфхчш"
_WORDS_A_LETTER = 400


def strange_talk() -> Mapping[str, list[str]]:
    """By kind: single words of the dictionary, three in a row, and so on."""
    dice = random.Random(SEED)
    words = _dictionary_words(dice)
    return {
        "one word": dice.sample(words, COUNT),
        "three words": [" ".join(dice.sample(words, 3)) for _ in range(COUNT)],
        "syllables": [_syllables(dice) for _ in range(COUNT)],
        "numbers": [
            " ".join(dice.choices(_NUMBERS.split(), k=dice.randint(1, 4)))
            for _ in range(COUNT)
        ],
        "names": [
            f"{name} {other}"
            for name in _NAMES.split()
            for other in _PATRONYMICS.split()
        ],
    }


def _dictionary_words(dice: random.Random) -> list[str]:
    morphology = pymorphy3.MorphAnalyzer()
    found: list[str] = []
    for letter in _LETTERS:
        start = letter + dice.choice("аоеиу")
        known = morphology.iter_known_word_parses(start)
        found += [
            parse.word
            for parse, _count in zip(known, range(_WORDS_A_LETTER), strict=False)
        ]
    return sorted(set(found))


def _syllables(dice: random.Random) -> str:
    return " ".join(
        "".join(dice.choices(_SYLLABLES.split(), k=dice.randint(1, 3)))
        for _ in range(dice.randint(1, 4))
    )
