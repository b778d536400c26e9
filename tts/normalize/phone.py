"""Russian phone numbers, said in the groups in which people say them."""

import re

from tts.normalize.numeral import group

_GAP = r"[\s\-–.]*"
_NUMBER = re.compile(
    rf"(?<![\d+])(?P<start>\+\s?7|8|7){_GAP}\(?(?P<area>\d{{3}})\)?{_GAP}"
    rf"(?P<a>\d{{3}}){_GAP}(?P<b>\d\d){_GAP}(?P<c>\d\d)(?!\d)"
)
_WITHOUT_START = re.compile(
    r"(?<![\d+\-])(?:\((?P<area>\d{3})\)\s?|(?P<area2>\d{3})[\s\-])?"
    r"(?P<a>\d{3})-(?P<b>\d\d)-(?P<c>\d\d)(?![\d\-])"
)
_DIGITS_ONLY = re.compile(r"\D+")
_STARTS = {"+7": "плюс семь", "8": "восемь", "7": "семь"}


def say_phone_numbers(text: str) -> str:
    """Eleven digits however they are written, and local numbers with dashes.

    >>> say_phone_numbers("+7 495 123-45-67")
    'плюс семь, четыреста девяносто пять, сто двадцать три, сорок пять, шестьдесят семь'
    >>> say_phone_numbers("8 (800) 555-05-00")
    'восемь, восемьсот, пятьсот пятьдесят пять, ноль пять, ноль ноль'
    """
    text = _NUMBER.sub(_full, text)
    return _WITHOUT_START.sub(_local, text)


def digits_in_groups(written: str) -> str:
    """Any digits: a whole phone number as above, others in groups of two or three.

    >>> digits_in_groups("112")
    'сто двенадцать'
    >>> digits_in_groups("12-34-5")
    'двенадцать, тридцать четыре, пять'
    """
    spoken = say_phone_numbers(written)
    if spoken != written:
        return spoken
    groups = [part for part in _DIGITS_ONLY.split(written) if part]
    return ", ".join(group(short) for part in groups for short in _short(part))


def _full(number: re.Match[str]) -> str:
    start = _STARTS[number["start"].replace(" ", "")]
    rest = (group(number[name]) for name in ("area", "a", "b", "c"))
    return ", ".join([start, *rest])


def _local(number: re.Match[str]) -> str:
    area = number["area"] or number["area2"]
    parts = [area] if area else []
    return ", ".join(group(part) for part in [*parts, *number.group("a", "b", "c")])


def _short(part: str) -> list[str]:
    longest = 3
    if len(part) <= longest:
        return [part]
    first = len(part) % 2 + 2 if len(part) % 2 else 2
    return [part[:first], *(part[i : i + 2] for i in range(first, len(part), 2))]
