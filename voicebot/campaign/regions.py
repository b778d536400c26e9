"""Russia's regions: their telephone codes (ABC) and time zones.

Sources: the numbering plan (order 205 of the communications ministry, 25 April 2022) for
codes, 107-FZ on time and the IANA database for zones. libphonenumber's own map of zones
says Moscow of Saratov and of every mobile number, and is not used.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """`codes` are the digits after +7 that its fixed lines begin with.

    `stem` is found in the region's name however it is written, in small letters.
    """

    name: str
    stem: str
    zones: tuple[str, ...]
    codes: tuple[str, ...]


_TABLE: Mapping[str, str] = {
    "Europe/Kaliningrad": "Калининградская область:калининград:401",
    "Europe/Simferopol": "Крым:крым:365; Севастополь:севастопол:869",
    "Europe/Volgograd": "Волгоградская область:волгоград:844",
    "Europe/Astrakhan": "Астраханская область:астрахан:851",
    "Europe/Saratov": "Саратовская область:саратов:845",
    "Europe/Ulyanovsk": "Ульяновская область:ульяновск:842",
    "Europe/Samara": "Самарская область:самар:846,848; Удмуртия:удмурт:341",
    "Europe/Moscow": """
        Москва:москва:495,499; Московская область:московск:496,498;
        Санкт-Петербург:петербург:812; Ленинградская область:ленинград:813;
        Адыгея:адыге:877; Архангельская область:архангельск:818;
        Белгородская область:белгород:472; Брянская область:брянск:483;
        Владимирская область:владимир:492; Вологодская область:вологод:817,820;
        Воронежская область:воронеж:473; Дагестан:дагестан:872;
        Донецкая Народная Республика:донецк:856; Ивановская область:иванов:493;
        Ингушетия:ингуш:873; Кабардино-Балкария:кабардин:866;
        Калмыкия:калмык:847; Калужская область:калуж:484;
        Карачаево-Черкесия:карача:878; Карелия:карел:814;
        Кировская область:кировск:833; Коми:коми:821;
        Костромская область:костром:494; Краснодарский край:краснодар:861,862;
        Курская область:курск:471; Липецкая область:липецк:474;
        Луганская Народная Республика:луганск:857; Марий Эл:марий:836;
        Мордовия:мордов:834; Мурманская область:мурманск:815;
        Ненецкий автономный округ:ненецк:81853;
        Нижегородская область:нижегород:831; Новгородская область:новгородск:816;
        Орловская область:орловск:486; Пензенская область:пенз:841;
        Псковская область:псковск:811; Ростовская область:ростов:863;
        Рязанская область:рязан:491; Северная Осетия:осети:867;
        Смоленская область:смоленск:481; Ставропольский край:ставропол:865,879;
        Тамбовская область:тамбов:475; Татарстан:татарстан:843,855;
        Тверская область:тверск:482; Тульская область:тульск:487;
        Чечня:чеч:871; Чувашия:чуваш:835; Ярославская область:ярослав:485
        """,
    "Asia/Yekaterinburg": """
        Башкортостан:башкорт:347; Курганская область:курган:352;
        Оренбургская область:оренбург:353; Пермский край:пермск:342;
        Свердловская область:свердловск:343; Тюменская область:тюмен:345;
        Ханты-Мансийский автономный округ:ханты:346; Челябинская область:челябинск:351;
        Ямало-Ненецкий автономный округ:ямало:349
        """,
    "Asia/Omsk": "Омская область:омская:381",
    "Asia/Novosibirsk": "Новосибирская область:новосибирск:383",
    "Asia/Tomsk": "Томская область:томск:382",
    "Asia/Barnaul": "Алтайский край:алтайск:385; Республика Алтай:алтай:388",
    "Asia/Novokuznetsk": "Кемеровская область:кемеров:384",
    "Asia/Krasnoyarsk": """
        Красноярский край:красноярск:391; Тыва:тыва:394; Хакасия:хакас:390
        """,
    "Asia/Irkutsk": "Бурятия:бурят:301; Иркутская область:иркутск:395",
    "Asia/Chita": "Забайкальский край:забайкал:302",
    "Asia/Yakutsk": "Амурская область:амурск:416; Якутск:якутск:4112",
    "Asia/Yakutsk Asia/Vladivostok Asia/Srednekolymsk": "Якутия:якути:411",
    "Asia/Vladivostok": """
        Еврейская автономная область:еврейск:426; Приморский край:приморск:423;
        Хабаровский край:хабаровск:421
        """,
    "Asia/Magadan": "Магаданская область:магадан:413",
    "Asia/Sakhalin": "Сахалинская область:сахалин:424",
    "Asia/Kamchatka": "Камчатский край:камчат:415",
    "Asia/Anadyr": "Чукотский автономный округ:чукот:427",
}
"""«name:stem:codes» by zones."""


def _regions() -> Iterator[Region]:
    for zones, rows in _TABLE.items():
        for row in rows.split(";"):
            name, stem, codes = row.strip().split(":")
            yield Region(
                name=name,
                stem=stem,
                zones=tuple(zones.split()),
                codes=tuple(codes.split(",")),
            )


REGIONS = tuple(_regions())

RUSSIA = (
    "Europe/Moscow",
    "Europe/Kaliningrad",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)
"""The country's eleven time zones (107-FZ, article 5), each by one name; Moscow's dates,
which come first, are the days of a contact whose zone is unknown."""

_LONGEST_CODE = 5


def region_of_code(digits: str) -> Region | None:
    """The region whose fixed lines begin with what `digits` (after +7) begin with."""
    prefixes = (digits[:length] for length in range(_LONGEST_CODE, 2, -1))
    return next((found for each in prefixes if (found := _by_code().get(each))), None)


@functools.cache
def regions_named(text: str) -> tuple[Region, ...]:
    """Those that a text names, however it writes them; none where it names none.

    >>> [found.name for found in regions_named("г. Москва * Московская область")]
    ['Москва', 'Московская область']
    """
    small = text.lower().replace("ё", "е")
    found = [region for region in REGIONS if region.stem in small]
    return tuple(region for region in found if not _is_within_other(region, found))


def _is_within_other(region: Region, found: list[Region]) -> bool:
    """«омская» is in «Томская», «алтай» in «Алтайский»: the longer name counts."""
    names = _INSIDE.get(region.name, ())
    return any(other.name in names for other in found)


_INSIDE: Mapping[str, tuple[str, ...]] = {
    "Ненецкий автономный округ": ("Ямало-Ненецкий автономный округ",),
    "Республика Алтай": ("Алтайский край",),
    "Омская область": ("Костромская область", "Томская область"),
}


@functools.cache
def _by_code() -> Mapping[str, Region]:
    return {code: region for region in REGIONS for code in region.codes}
