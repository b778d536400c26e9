"""Shortened words of offices, addresses and week days that the book rules leave."""

import re

DAYS = {
    "пн": ("понедельника", "понедельник"),
    "вт": ("вторника", "вторник"),
    "ср": ("среды", "среду"),
    "чт": ("четверга", "четверг"),
    "пт": ("пятницы", "пятницу"),
    "сб": ("субботы", "субботу"),
    "вс": ("воскресенья", "воскресенье"),
}
"""Genitive and accusative."""

_PLACE = r"(?=\s*[А-ЯЁ«])"

SHORTENINGS: tuple[tuple[str, str], ...] = (
    (r"\bдоб\.\s*(?=\d)", "добавочный "),
    (r"\bтел\.\s*:?", "телефон "),
    (r"\bмоб\.(?=\s)", "мобильный"),
    (rf"\bпр(?:осп)?\.{_PLACE}", "проспект"),
    (r"\bб-р\b\.?", "бульвар"),
    (r"\bнаб\.(?=\s*(?:[А-ЯЁ«]|реки|канала))", "набережная"),
    (rf"\bим\.{_PLACE}", "имени"),
    (r"\bд\.(?=\s*[А-ЯЁ][а-яё])", "деревня"),
    (r"\bд\.(?=\s*\d+\s*/)", "дом"),
    (r"\bр-н\b\.?", "район"),
    (r"\bг-н\b", "господин"),
    (r"\bг-жа\b", "госпожа"),
    (r"\bэл\.\s*почт", "электронная почт"),
    (r"\bэт\.(?=\s*\d|\s*$|\s*,)", "этаж"),
    (r"\bруб\.?\s*/\s*мес\b\.?", "руб. в месяц"),
    (r"\bруб\.?\s*/\s*день\b", "руб. в день"),
    (r"(?<=\d)\s*(?:RUB|RUR)\b", " руб."),
    (r"\bкв\.\s*м\b\.?", "м²"),
    (r"\bи/или\b", "и или"),
    (r"\bв т\.\s?ч\.", "в том числе"),
    (r"\bт\.\s?о\.", "таким образом"),
    (r"\bмин\.\s(?=\d)", "минимум "),
    (r"\bмакс\.\s(?=\d)", "максимум "),
)
"""Patterns and what is said; the noun's case stays for the book rules to choose."""

_COMPILED = tuple(
    (re.compile(pattern, 0 if "А-ЯЁ" in pattern else re.IGNORECASE), said)
    for pattern, said in SHORTENINGS
)
_DAY = "|".join(DAYS)
_DAY_RANGE = re.compile(
    rf"\b(?:с\s+)?({_DAY})\.?\s*[-–—]\s*({_DAY})\b(?:\.(?=\s*[а-яё\d,]))?",
    re.IGNORECASE,
)


def expand_shortenings(text: str) -> str:
    """Expand what is shortened.

    >>> expand_shortenings("пн.-пт., тел. 5 доб. 12")
    'с понедельника по пятницу, телефон 5 добавочный 12'
    """
    text = _DAY_RANGE.sub(_from_day_range, text)
    for pattern, said in _COMPILED:
        text = pattern.sub(said, text)
    return text


def _from_day_range(days: re.Match[str]) -> str:
    first, last = (DAYS[day.lower()] for day in days.groups())
    return f"с {first[0]} по {last[1]}"
