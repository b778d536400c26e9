"""Telephone numbers as people write them, to E.164."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import phonenumbers
from phonenumbers import PhoneNumberType

from voicebot.campaign.regions import region_of_code
from voicebot.contacts.reason import Reason

_SPACES = str.maketrans("", "", " \t\xa0\u2009\u202f()-‐‑–—.")
_PLAIN = re.compile(r"(?:\+?7|8)?([3489]\d{9})", re.ASCII)
"""Nearly every cell is no more than this."""
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Invisible: a phone's address book puts them around numbers."""
_EXTENSION = re.compile(
    r"(?:доб|вн(?:утр)?|ext|#)\.?(?:авочный|енний)?\s*:?\s*\d+", re.I
)
_DIVIDED = re.compile(r"[,;/|\\\n\r]+")
_RUN = re.compile(r"\+?\s*\(?\d[\d\s\xa0().\-‐‑–—]*", re.ASCII)
_FLOAT = re.compile(r"\d+[.,]?\d*[eEеЕ][+]?\d+|\d{10,}[.,]0+", re.ASCII)
_MOST_MISSING = 3
"""Zeros at its end that a number written as a float does not show; Excel leaves out five."""
_NATIONAL, _WITH_TRUNK, _LONGEST, _LOCAL, _FEWEST = 10, 11, 15, 6, 4
_TRUNK = "78"
"""What ten Russian digits are written behind; Kazakh ones without it begin with 7 as
well, and are then told from a number that lacks a digit by nothing."""
_OUT_OF_THE_COUNTRY = ("810", "00")
_MOBILE, _MOBILE_PREFIX, _PREFIX = "9", 3, 5
"""National digits that tell in Russia's plan what a number is."""
_PAID = (PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What of a cell is no number to dial."""

    text: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPhones:
    """`numbers` in E.164, each once."""

    numbers: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


NOTHING = ReadPhones()


def read_phones(text: str) -> ReadPhones:
    """Every number of a cell: several may stand in one.

    >>> read_phones("8 (916) 123-45-67; +7 495 1234567").numbers
    ('+79161234567', '+74951234567')
    >>> read_phones("7.9161234567E10").numbers
    ('+79161234567',)
    """
    bare = text if text.isdecimal() else text.translate(_SPACES)
    plain = _PLAIN.fullmatch(bare)
    if plain is not None:
        return _russian(plain[1], text)
    if not text:
        return NOTHING
    return _read_at_length(_MARKS.sub("", text))


def _read_at_length(text: str) -> ReadPhones:
    without = _EXTENSION.sub(" ", text)
    found = [_one(part) for part in _parts(without)]
    numbers = dict.fromkeys(number for one in found for number in one.numbers)
    faults = [fault for one in found for fault in one.faults]
    if numbers:
        # Of «раб. 2: 8 495 …» the 2 is no number that anybody misses.
        faults = [each for each in faults if each.reason is not Reason.SHORT_NUMBER]
    if without != text and numbers:
        faults.append(Fault(text=text, reason=Reason.EXTENSION))
    if not numbers and not faults:
        faults.append(Fault(text=text, reason=Reason.BROKEN_NUMBER))
    return ReadPhones(numbers=tuple(numbers), faults=tuple(faults))


def _parts(text: str) -> Iterator[str]:
    if _FLOAT.fullmatch(text.strip()):
        yield text.strip()
        return
    for part in _DIVIDED.split(text):
        for run in _RUN.findall(part):
            yield from _run_parts(run.strip())


def _run_parts(run: str) -> Iterator[str]:
    """Numbers that only spaces divide: the digits of each whole are 10 or 11."""
    if len(_digits(run)) <= _LONGEST:
        yield run
        return
    begun = ""
    for word in run.split():
        begun = f"{begun} {word}".strip()
        if len(_digits(begun)) >= _expected(begun):
            yield begun
            begun = ""
    if begun:
        yield begun


def _expected(begun: str) -> int:
    return _WITH_TRUNK if _digits(begun)[:1] in tuple(_TRUNK) else _NATIONAL


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdecimal())


def _one(text: str) -> ReadPhones:
    if _FLOAT.fullmatch(text):
        return _of_float(text)
    digits = _digits(text)
    if text.startswith("+"):
        return _international(digits, text)
    for out in _OUT_OF_THE_COUNTRY:
        if digits.startswith(out) and len(digits) > _WITH_TRUNK:
            return _international(digits.removeprefix(out), text)
    if len(digits) == _WITH_TRUNK and digits[0] in _TRUNK:
        return _russian(digits[1:], text)
    if len(digits) == _NATIONAL and digits[0] not in _TRUNK[:1]:
        return _russian(digits, text)
    if len(digits) > _NATIONAL:
        return _foreign(digits, text)
    return _fault(text, _too_short(digits))


def _international(digits: str, text: str) -> ReadPhones:
    is_russian = len(digits) == _WITH_TRUNK and digits.startswith("7")
    return _russian(digits[1:], text) if is_russian else _foreign(digits, text)


def _of_float(text: str) -> ReadPhones:
    """A number that a spreadsheet took for a quantity."""
    latin = text.replace(",", ".").upper().replace("Е", "E")
    try:
        value = Decimal(latin)
    except InvalidOperation:
        return _fault(text, Reason.BROKEN_NUMBER)
    missing = value.as_tuple().exponent
    if value.adjusted() > _LONGEST or not isinstance(missing, int):
        return _fault(text, Reason.TOO_MANY_DIGITS)
    if missing > _MOST_MISSING:
        return _fault(text, Reason.ROUNDED_NUMBER)
    return _one(str(int(value)))


def _too_short(digits: str) -> Reason:
    if len(digits) < _FEWEST:
        return Reason.SHORT_NUMBER
    return (
        Reason.NO_AREA_CODE
        if len(digits) in (_LOCAL, _LOCAL + 1)
        else Reason.TOO_FEW_DIGITS
    )


def _fault(text: str, reason: Reason) -> ReadPhones:
    return ReadPhones(faults=(Fault(text=text, reason=reason),))


def _russian(national: str, text: str) -> ReadPhones:
    """Ten digits behind +7, which Kazakhstan has too."""
    fault = _fault_of(national) if national[0] in "67" else _fault_by_prefix(national)
    if fault is not None:
        return _fault(text, fault)
    return ReadPhones(numbers=(f"+7{national}",))


def _fault_by_prefix(national: str) -> Reason | None:
    is_mobile = national.startswith(_MOBILE)
    return _fault_of_prefix(national[: _MOBILE_PREFIX if is_mobile else _PREFIX])


@functools.cache
def _fault_of_prefix(prefix: str) -> Reason | None:
    """Russia's plan looks no further: it is asked once for each."""
    if region_of_code(prefix) is not None:
        return None
    return _fault_of(prefix.ljust(_NATIONAL, "5"))


def _fault_of(national: str) -> Reason | None:
    number = phonenumbers.PhoneNumber(country_code=7, national_number=int(national))
    return _fault_of_number(number)


def _fault_of_number(number: phonenumbers.PhoneNumber) -> Reason | None:
    if phonenumbers.number_type(number) in _PAID:
        return Reason.PAID_NUMBER
    return None if phonenumbers.is_valid_number(number) else Reason.UNKNOWN_CODE


@functools.lru_cache(maxsize=10_000)
def _foreign(digits: str, text: str) -> ReadPhones:
    try:
        number = phonenumbers.parse(f"+{digits}", None)
    except phonenumbers.NumberParseException:
        return _fault(text, _wrong_length(digits))
    length = phonenumbers.is_possible_number_with_reason(number)
    if length == phonenumbers.ValidationResult.TOO_LONG:
        return _fault(text, Reason.TOO_MANY_DIGITS)
    if length == phonenumbers.ValidationResult.TOO_SHORT:
        return _fault(text, Reason.TOO_FEW_DIGITS)
    fault = _fault_of_number(number)
    if fault is not None:
        return _fault(text, fault)
    style = phonenumbers.PhoneNumberFormat.E164
    return ReadPhones(numbers=(phonenumbers.format_number(number, style),))


def _wrong_length(digits: str) -> Reason:
    if len(digits) > _LONGEST:
        return Reason.TOO_MANY_DIGITS
    return Reason.TOO_FEW_DIGITS if len(digits) < _NATIONAL else Reason.UNKNOWN_CODE
