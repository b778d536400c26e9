"""Which region a mobile number was given out in, by the country's register.

The register (DEF-9xx.csv of the communications ministry's open data) changes weekly and
is not shipped; a number that its owner took to another operator, or to another region,
keeps its range.
"""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from voicebot.campaign.regions import Region, regions_named
from voicebot.errors import CampaignError
from voicebot.i18n import _

_SEPARATOR = ";"
_FIELDS_BEFORE_REGION = 5
_NATIONAL_DIGITS = 10
_FIRST_LETTERS = 3


class UnusableRegister(CampaignError):
    """The file is not a register of numbers; the message has its line."""


@dataclass(frozen=True, slots=True)
class MobileRanges:
    """Ranges of national numbers, by their first; `lasts` and `names` go with `firsts`."""

    firsts: Sequence[int] = field(default=())
    lasts: Sequence[int] = field(default=())
    names: Sequence[str] = field(default=())

    def regions_of(self, number: str) -> tuple[Region, ...]:
        """Those that the range of `number` (E.164, +7) was given out in."""
        national = int(number[-_NATIONAL_DIGITS:])
        at = bisect.bisect_right(self.firsts, national) - 1
        if at < 0 or national > self.lasts[at]:
            return ()
        return regions_named(self.names[at])


NO_RANGES = MobileRanges()


def read_ranges(lines: Iterable[str]) -> MobileRanges:
    """The register's rows: «code;first;last;capacity;operator;region;…», a heading first.

    Raises:
        UnusableRegister: a row is none of a register.
    """
    rows = sorted(
        _row(line, number) for number, line in enumerate(lines, 1) if _is_row(line)
    )
    for (_first, last, _name), (first, *_rest) in pairwise(rows):
        if first <= last:
            raise UnusableRegister(
                _("the register has {number} twice; fetch the file again").format(
                    number=first
                )
            )
    firsts, lasts, names = zip(*rows, strict=True) if rows else ((), (), ())
    return MobileRanges(firsts, lasts, names)


def _is_row(line: str) -> bool:
    """Not the heading, and not empty."""
    return line.strip()[:_FIRST_LETTERS].isdigit()


def _row(line: str, number: int) -> tuple[int, int, str]:
    fields = [text.strip() for text in line.split(_SEPARATOR)]
    try:
        code, first, last = (int(text) for text in fields[:3])
        name = fields[_FIELDS_BEFORE_REGION]
    except (ValueError, IndexError):
        raise UnusableRegister(
            _(
                "line {line} is no row of the register of numbers; use the file "
                "DEF-9xx.csv as the ministry publishes it"
            ).format(line=number)
        ) from None
    return code * 10**7 + first, code * 10**7 + last, name
