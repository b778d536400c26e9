"""What a cell gives for a scenario's slot, in the form in which slots are kept."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from voicebot.campaign.zone import zone_named
from voicebot.contacts.phone_reading import read_phones
from voicebot.scenario.slot_type import SlotType

_NUMBER = re.compile(
    r"([-−]?\d[\d\s\xa0\u2009\u202f]*(?:[.,]\d+)?)\s*"
    r"(?:₽|р\.?|руб(?:\.|л[а-я]*)?|%|шт\.?|rub)?",
    re.I,
)
_SPACE = re.compile(r"\s+")
_DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%Y.%m.%d")
_CLOCKS = ("%H:%M", "%H:%M:%S")
_YES = frozenset({"да", "yes", "1", "+", "true", "есть", "y", "истина"})
_NO = frozenset({"нет", "no", "0", "-", "false", "n", "ложь"})


def slot_value(kind: SlotType, text: str, zone: str) -> str:
    """The value in the form of its type, or `text` as it is where it has none.

    `zone` is whose clock a moment without an offset is of.

    >>> slot_value(SlotType.NUMBER, "4 350,50 руб.", "Europe/Moscow")
    '4350.50'
    >>> slot_value(SlotType.DATE, "23.11.2026", "Europe/Moscow")
    '2026-11-23'
    """
    read = _READERS.get(kind)
    found = None if read is None else read(text, zone)
    return text if found is None else found


def _number(text: str, zone: str) -> str | None:
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    plain = _SPACE.sub("", found[1]).replace(",", ".").replace("−", "-")
    try:
        return str(Decimal(plain))
    except InvalidOperation:
        return None


def _date(text: str, zone: str) -> str | None:
    day = _parsed(text.partition(" ")[0], _DAYS)
    return None if day is None else f"{day:%Y-%m-%d}"


def _time(text: str, zone: str) -> str | None:
    forms = tuple(f"{day} {clock}" for day in _DAYS for clock in _CLOCKS)
    moment = _parsed(text.replace("T", " "), forms)
    if moment is None:
        return None
    return moment.replace(tzinfo=zone_named(zone)).isoformat(timespec="minutes")


def _parsed(text: str, forms: tuple[str, ...]) -> datetime | None:
    for form in forms:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007  # a local clock, whose zone the caller knows
        except ValueError:
            continue
    return None


def _yes_no(text: str, zone: str) -> str | None:
    small = text.lower()
    if small in _YES:
        return "yes"
    return "no" if small in _NO else None


def _phone(text: str, zone: str) -> str | None:
    return next(iter(read_phones(text).numbers), None)


def _digits(text: str, zone: str) -> str | None:
    digits = re.sub(r"[\s№-]", "", text)
    return digits if digits.isdecimal() else None


_READERS: Mapping[SlotType, Callable[[str, str], str | None]] = {
    SlotType.NUMBER: _number,
    SlotType.DATE: _date,
    SlotType.TIME: _time,
    SlotType.YES_NO: _yes_no,
    SlotType.PHONE: _phone,
    SlotType.DIGITS: _digits,
}
