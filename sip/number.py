"""Telephone numbers, as people write them and as a trunk wants them."""

import re

from sip.trunk import NumberForm

_NUMBER = re.compile(r"\+?[0-9][0-9 ()\-.]*|[*#0-9]{2,}")
_RUSSIAN_DIGITS = 11


def bare_number(text: str) -> str | None:
    """The digits of a number without a host, its `+` kept; None for anything else.

    >>> bare_number("+7 (926) 123-45-67"), bare_number("100"), bare_number("sip:100@x")
    ('+79261234567', '100', None)
    """
    if not _NUMBER.fullmatch(text):
        return None
    return re.sub(r"[ ()\-.]", "", text)


def written_as(number: str, form: NumberForm) -> str:
    """A Russian number in the trunk's form; any other as it is, without `+` where asked.

    >>> [written_as("89261234567", form) for form in NumberForm]
    ['+79261234567', '79261234567', '89261234567']
    >>> written_as("+375291234567", NumberForm.DIGITS), written_as("100", NumberForm.E164)
    ('375291234567', '100')
    """
    digits = number.removeprefix("+")
    if len(digits) != _RUSSIAN_DIGITS or digits[0] not in "78":
        return number if form is NumberForm.E164 else digits
    leads = {NumberForm.E164: "+7", NumberForm.DIGITS: "7", NumberForm.NATIONAL: "8"}
    return leads[form] + digits[1:]
