"""How recognizers misspell the words of time, and what was meant."""

from functools import lru_cache

from voicebot.understanding.spoken_time.word_forms import is_known, word_set

WRITTEN_APART = {
    ("после", "после", "завтра"): "послепослезавтра",
    ("после", "завтра"): "послезавтра",
    ("по", "завтра"): "послезавтра",
    ("пол", "часа"): "полчаса",
    ("пол", "часу"): "полчаса",
    ("пол", "часик"): "полчасика",
    ("пол", "часика"): "полчасика",
    ("пол", "года"): "полгода",
    ("пол", "день"): "полдень",
    ("пол", "ночь"): "полночь",
} | {
    (first, ending): f"{whole}надцать"
    for whole, firsts in {
        "один": "один одна",
        "две": "две два",
        "три": "три",
        "четыр": "четыре четыр",
        "пят": "пять пят",
        "шест": "шесть шест",
        "сем": "семь сем",
        "восем": "восемь восем",
        "девят": "девять девят",
    }.items()
    for first in firsts.split()
    for ending in ("надцать", "нацать", "нацат", "надцат", "натцать", "нац")
}
"""What is written apart and is one word."""

_ODDITIES = {
    "черес": "через",
    "черз": "через",
    "чрез": "через",
    "седня": "сегодня",
    "щас": "сейчас",
}
"""Too short to be guessed from their letters, or words of their own."""

_OFTEN_MISSPELLED = sorted(
    word_set(
        "понедельник понедельника вторник вторника четверг четверга пятница пятницу "
        "пятницы суббота субботу субботы воскресенье воскресенья послезавтра сегодня "
        "завтра полчаса полчасика полтора неделе неделю недели следующей следующий "
        "следующую выходные выходных вечером вечера утром минут минуток половине "
        "одиннадцать одиннадцати двенадцать двенадцати тринадцать четырнадцать "
        "пятнадцать пятнадцати шестнадцать семнадцать восемнадцать девятнадцать "
        "двадцать двадцати тридцать пятьдесят двадцатого тридцатого января февраля "
        "марта апреля июня июля августа сентября октября ноября декабря четверти "
        "перезвоните перезвонить позвоните наберите"
    )
)

SHORTEST_MENDED = 5
"""Letters: shorter words are too near to one another to guess."""


@lru_cache(maxsize=20_000)
def mended(word: str) -> str:
    """The word of time that an unknown word misses by one letter; else itself.

    >>> mended("панедельник"), mended("понедельник"), mended("завтрак")
    ('понедельник', 'понедельник', 'завтрак')
    """
    if word in _ODDITIES:
        return _ODDITIES[word]
    if len(word) < SHORTEST_MENDED or is_known(word):
        return word
    return next((known for known in _OFTEN_MISSPELLED if _is_near(word, known)), word)


def _is_near(word: str, known: str) -> bool:
    """Whether one letter replaced, added or left out makes them equal."""
    if abs(len(word) - len(known)) > 1:
        return False
    same = 0
    while same < min(len(word), len(known)) and word[same] == known[same]:
        same += 1
    rests = word[same:], known[same:]
    return (
        rests[0][1:] == rests[1][1:]
        or rests[0][1:] == rests[1]
        or rests[0] == rests[1][1:]
    )
