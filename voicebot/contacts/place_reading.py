"""Time zones and regions as people write them in a table."""

import functools
import re
from zoneinfo import available_timezones

from voicebot.campaign.regions import RUSSIA, regions_named

_MOSCOW_HOURS = 3
_FROM_MOSCOW = re.compile(r"(?:мск|msk|москва)\s*(?:([+\-−–])\s*(\d{1,2}))?", re.I)
_FROM_GREENWICH = re.compile(
    r"(?:utc|gmt)?\s*([+\-−–])?\s*(\d{1,2})(?::?00)?(?:\.0)?", re.I
)
_NAMED_BY_HOURS = {
    int(hours): zone
    for hours, zone in zip((3, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12), RUSSIA, strict=True)
}
"""The country's zones by their hours before Greenwich (107-FZ, article 5)."""
_MINUS = ("-", "−", "–")
_FARTHEST_EAST, _FARTHEST_WEST = 14, -12

_CITIES = {
    "екатеринбург": "Asia/Yekaterinburg",
    "тагил": "Asia/Yekaterinburg",
    "уфа": "Asia/Yekaterinburg",
    "перм": "Asia/Yekaterinburg",
    "сургут": "Asia/Yekaterinburg",
    "хмао": "Asia/Yekaterinburg",
    "янао": "Asia/Yekaterinburg",
    "магнитогорск": "Asia/Yekaterinburg",
    "тольятти": "Europe/Samara",
    "ижевск": "Europe/Samara",
    "барнаул": "Asia/Barnaul",
    "новокузнецк": "Asia/Novokuznetsk",
    "кузбасс": "Asia/Novokuznetsk",
    "абакан": "Asia/Krasnoyarsk",
    "норильск": "Asia/Krasnoyarsk",
    "улан-удэ": "Asia/Irkutsk",
    "чита": "Asia/Chita",
    "благовещенск": "Asia/Yakutsk",
    "владивосток": "Asia/Vladivostok",
    "биробиджан": "Asia/Vladivostok",
    "сахалин": "Asia/Sakhalin",
    "анадыр": "Asia/Anadyr",
    "спб": "Europe/Moscow",
    "казан": "Europe/Moscow",
    "краснодар": "Europe/Moscow",
    "сочи": "Europe/Moscow",
    "махачкал": "Europe/Moscow",
    "грозн": "Europe/Moscow",
    "чебоксар": "Europe/Moscow",
    "саранск": "Europe/Moscow",
    "петрозаводск": "Europe/Moscow",
    "череповец": "Europe/Moscow",
    "киров": "Europe/Moscow",
    "орел": "Europe/Moscow",
    "твер": "Europe/Moscow",
    "псков": "Europe/Moscow",
    "новгород": "Europe/Moscow",
    "тула": "Europe/Moscow",
    "калуг": "Europe/Moscow",
    "вологда": "Europe/Moscow",
    "майкоп": "Europe/Moscow",
    "назрань": "Europe/Moscow",
    "нальчик": "Europe/Moscow",
    "элиста": "Europe/Moscow",
    "черкесск": "Europe/Moscow",
    "сыктывкар": "Europe/Moscow",
    "йошкар": "Europe/Moscow",
    "владикавказ": "Europe/Moscow",
    "пятигорск": "Europe/Moscow",
    "челны": "Europe/Moscow",
    "воркут": "Europe/Moscow",
    "салехард": "Asia/Yekaterinburg",
    "нижневартовск": "Asia/Yekaterinburg",
    "уренгой": "Asia/Yekaterinburg",
    "омск": "Asia/Omsk",
    "кызыл": "Asia/Krasnoyarsk",
    "минск": "Europe/Minsk",
    "алмат": "Asia/Almaty",
    "астан": "Asia/Almaty",
    "ташкент": "Asia/Tashkent",
}
"""Cities whose names are not their regions', by how these begin."""


@functools.lru_cache(maxsize=10_000)
def zones_named(text: str) -> tuple[str, ...]:
    """Zones that a cell names; none where it names none.

    An IANA name, hours from Moscow or Greenwich, a region or a city.

    >>> zones_named("МСК+2"), zones_named("UTC+7"), zones_named("Свердловская обл.")
    (('Asia/Yekaterinburg',), ('Asia/Krasnoyarsk',), ('Asia/Yekaterinburg',))
    """
    name = text.strip()
    by_name = _iana().get(name.lower())
    if by_name is not None:
        return (by_name,)
    small = name.lower().replace("ё", "е")
    by_hours = _by_hours(small)
    return by_hours or _by_place(small)


def _by_place(small: str) -> tuple[str, ...]:
    found = [zone for region in regions_named(small) for zone in region.zones]
    words = re.findall(r"[а-я-]+", small)
    named = [
        zone
        for city, zone in _CITIES.items()
        if any(word.startswith(city) for word in words)
    ]
    return tuple(dict.fromkeys(found or named))


def _by_hours(small: str) -> tuple[str, ...]:
    from_moscow = _FROM_MOSCOW.fullmatch(small)
    if from_moscow is not None:
        return _zone_of(_MOSCOW_HOURS + _signed(*from_moscow.groups()))
    from_greenwich = _FROM_GREENWICH.fullmatch(small)
    if from_greenwich is not None:
        return _zone_of(_signed(*from_greenwich.groups()))
    return ()


def _signed(sign: str | None, hours: str | None) -> int:
    whole = int(hours or 0)
    return -whole if sign in _MINUS else whole


def _zone_of(hours: int) -> tuple[str, ...]:
    if not _FARTHEST_WEST <= hours <= _FARTHEST_EAST:
        return ()
    # POSIX, whose signs the database keeps, counts westwards.
    return (_NAMED_BY_HOURS.get(hours) or f"Etc/GMT{-hours:+d}",)


@functools.cache
def _iana() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}
