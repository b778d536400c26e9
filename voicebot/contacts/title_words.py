"""What titles of columns say of what stands below them."""

import re
from collections.abc import Mapping

_PHONE = re.compile(
    r"\b(?:тел\b|тел\.|телеф|моб\b|моб\.|мобил|сотов|phone|mobile|cell|msisdn|tel\b"
    r"|контактн\w* номер|номер абонента|номер клиента|whats\s?app)",
    re.I,
)
_NOT_THE_PERSONS = re.compile(
    r"менедж|оператор|справ|поддержк|наш\b|факс|fax|support|manager|agent|company"
    r"|компани|продав|курьер|код\b|дата|date|time\b",
    re.I,
)
"""«Телефон менеджера» is nobody to be called."""
_ZONE = re.compile(r"час\w*\s*пояс|\bпояс\b|time\s*_?zone|\btz\b|\butc\b|\bмск\b", re.I)
_PLACE = re.compile(
    r"регион|област|\bкрай\b|субъект|город|населенн|region|\bcity\b|\bstate\b|province",
    re.I,
)
_WORDS = re.compile(r"[^\W_]+")

_SLOT_WORDS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "имя",
        "фио",
        "ф и о",
        "name",
        "клиент",
        "контакт",
        "абонент",
        "обращение",
    ),
    "debt": ("долг", "задолжен", "debt"),
    "amount": ("сумма", "amount", "sum"),
    "place": ("место", "адрес", "place"),
    "meeting": ("встреч", "визит", "прием"),
    "address": ("адрес", "address"),
    "city": ("город", "city"),
    "company": ("компания", "организация", "company"),
    "theme": ("тема", "предмет"),
    "product": ("товар", "продукт", "product"),
    "order": ("заказ", "order"),
    "contract": ("договор", "contract"),
    "date": ("дата", "date"),
    "time": ("время", "time"),
    "manager": ("менеджер", "manager"),
    "support": ("справ", "поддержк", "support"),
    "phone": ("телефон", "тел", "phone"),
    "at": ("дата", "время", "когда"),
    "email": ("почта", "email", "e mail"),
}
"""Words of slots' names, and how titles begin that mean them."""
_TOO_COMMON = frozenset({"client", "customer", "user", "person"})
"""Parts of slots' names that every title leaves out."""


def is_phone_title(title: str) -> bool:
    """Of the person's own number."""
    small = title.replace("ё", "е")
    return bool(_PHONE.search(small)) and not _NOT_THE_PERSONS.search(small)


def is_zone_title(title: str) -> bool:
    return bool(_ZONE.search(title))


def is_place_title(title: str) -> bool:
    return bool(_PLACE.search(title.replace("ё", "е")))


def plain(title: str) -> str:
    """For comparing: small letters, single spaces, no other marks.

    >>> plain("Client_Name "), plain("Ф.И.О.")
    ('client name', 'ф и о')
    """
    return " ".join(_WORDS.findall(title.lower().replace("ё", "е")))


def means_slot(title: str, slot: str) -> bool:
    """Whether a title in Russian means the slot that a scenario names in English."""
    told = plain(title)
    words = [word for word in plain(slot).split() if word not in _TOO_COMMON]
    return bool(words) and all(
        any(_begins_within(told, known) for known in _SLOT_WORDS.get(word, (word,)))
        for word in words
    )


def _begins_within(told: str, word: str) -> bool:
    return f" {told}".find(f" {word}") >= 0
