"""Telephone numbers in requests."""

from voicebot.contacts.phone_reading import read_phones
from voicebot.i18n import _
from voicebot.web.problem import Kind, RequestRefused


def one_number(written: str) -> str:
    """In E.164, however it is written.

    Raises:
        RequestRefused: it is no number, or there are several.
    """
    read = read_phones(written)
    if len(read.numbers) == 1:
        return read.numbers[0]
    if read.numbers:
        sentence = _('"{text}" holds several numbers; send one').format(text=written)
    elif read.faults:
        first = read.faults[0]
        sentence = first.reason.sentence(first.text, "")
    else:
        sentence = _('"{text}" is no telephone number').format(text=written)
    raise RequestRefused(Kind.INVALID, sentence)
