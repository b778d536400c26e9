"""What may be wrong with a row of a base."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from voicebot.i18n import _


class Reason(StrEnum):
    """Why a row, or one number of it, is not taken, or what is to be known of it."""

    NO_NUMBER = "no_number"
    BROKEN_NUMBER = "broken_number"
    TOO_FEW_DIGITS = "too_few_digits"
    TOO_MANY_DIGITS = "too_many_digits"
    NO_AREA_CODE = "no_area_code"
    SHORT_NUMBER = "short_number"
    ROUNDED_NUMBER = "rounded_number"
    UNKNOWN_CODE = "unknown_code"
    PAID_NUMBER = "paid_number"
    UNKNOWN_ZONE = "unknown_zone"
    DUPLICATE_IN_FILE = "duplicate_in_file"
    DUPLICATE_IN_CAMPAIGN = "duplicate_in_campaign"
    KNOWN_ELSEWHERE = "known_elsewhere"
    DO_NOT_CALL = "do_not_call"
    MISSING_SLOT = "missing_slot"
    UNFIT_SLOT = "unfit_slot"
    TOO_MANY_FIELDS = "too_many_fields"
    SWALLOWED_ROWS = "swallowed_rows"
    TOO_MANY_NUMBERS = "too_many_numbers"
    EXTENSION = "extension"
    UNREAD_ZONE = "unread_zone"

    @property
    def short(self) -> str:
        """Of its line in a table of counts."""
        return _SHORT[self]()

    def sentence(self, value: str, other: str) -> str:
        """What was found in the row; `other` is a line, a slot, a campaign, a complaint."""
        return _SENTENCES[self]().format(value=value, other=other)


_SHORT: Mapping[Reason, Callable[[], str]] = {
    Reason.NO_NUMBER: lambda: _("no number"),
    Reason.BROKEN_NUMBER: lambda: _("no telephone number"),
    Reason.TOO_FEW_DIGITS: lambda: _("too few digits"),
    Reason.TOO_MANY_DIGITS: lambda: _("too many digits"),
    Reason.NO_AREA_CODE: lambda: _("no area code"),
    Reason.SHORT_NUMBER: lambda: _("short number"),
    Reason.ROUNDED_NUMBER: lambda: _("number rounded by Excel"),
    Reason.UNKNOWN_CODE: lambda: _("no such code"),
    Reason.PAID_NUMBER: lambda: _("paid number"),
    Reason.UNKNOWN_ZONE: lambda: _("time zone unknown"),
    Reason.DUPLICATE_IN_FILE: lambda: _("twice in the file"),
    Reason.DUPLICATE_IN_CAMPAIGN: lambda: _("in this campaign already"),
    Reason.KNOWN_ELSEWHERE: lambda: _("in another campaign"),
    Reason.DO_NOT_CALL: lambda: _("asked not to be called"),
    Reason.MISSING_SLOT: lambda: _("a slot is empty"),
    Reason.UNFIT_SLOT: lambda: _("a slot does not fit"),
    Reason.TOO_MANY_FIELDS: lambda: _("more fields than columns"),
    Reason.SWALLOWED_ROWS: lambda: _("several rows in one field"),
    Reason.TOO_MANY_NUMBERS: lambda: _("too many numbers of one person"),
    Reason.EXTENSION: lambda: _("extension left out"),
    Reason.UNREAD_ZONE: lambda: _("time zone not understood"),
}

_SENTENCES: Mapping[Reason, Callable[[], str]] = {
    Reason.NO_NUMBER: lambda: _("the row has no telephone number"),
    Reason.BROKEN_NUMBER: lambda: _("«{value}» is no telephone number"),
    Reason.TOO_FEW_DIGITS: lambda: _("«{value}» has too few digits for a number"),
    Reason.TOO_MANY_DIGITS: lambda: _("«{value}» has too many digits for a number"),
    Reason.NO_AREA_CODE: lambda: _("«{value}» lacks the code of its city"),
    Reason.SHORT_NUMBER: lambda: _("«{value}» is a short number of a service"),
    Reason.ROUNDED_NUMBER: lambda: _(
        "«{value}» was rounded by Excel and its last digits are lost; format the column"
        " as text in the source"
    ),
    Reason.UNKNOWN_CODE: lambda: _("no numbers begin like «{value}»"),
    Reason.PAID_NUMBER: lambda: _("a call to {value} is paid for"),
    Reason.UNKNOWN_ZONE: lambda: _(
        "no hour is known to be fit for calling {value}; give its time zone in a column"
    ),
    Reason.DUPLICATE_IN_FILE: lambda: _("{value} stands in row {other} already"),
    Reason.DUPLICATE_IN_CAMPAIGN: lambda: _("{value} is in this campaign already"),
    Reason.KNOWN_ELSEWHERE: lambda: _("{value} is in the campaign «{other}» as well"),
    Reason.DO_NOT_CALL: lambda: _("who has {value} asked not to be called"),
    Reason.MISSING_SLOT: lambda: _(
        "the slot «{other}» is empty, and the scenario does not begin without it"
    ),
    Reason.UNFIT_SLOT: lambda: _("«{value}» does not fit the slot; {other}"),
    Reason.TOO_MANY_FIELDS: lambda: _(
        "the row has more fields than there are columns, from «{value}» on; is a"
        " delimiter within a field?"
    ),
    Reason.SWALLOWED_ROWS: lambda: _(
        "the field «{value}» holds whole rows, and nobody of them is taken; is a"
        " quotation mark missing or too many?"
    ),
    Reason.TOO_MANY_NUMBERS: lambda: _(
        "of the row's numbers only the first {other} are taken"
    ),
    Reason.EXTENSION: lambda: _(
        "the extension of «{value}» is not dialled, only the number"
    ),
    Reason.UNREAD_ZONE: lambda: _(
        "«{value}» names no known time zone or region; the number's code decides"
    ),
}
