"""What is made of each column of a base."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from voicebot.contacts.unusable import UnusableBase
from voicebot.i18n import _

_SLOT = "slot:"
_LONGEST_NAME = 100


class Use(StrEnum):
    """What a column is for."""

    PHONE = "phone"
    ZONE = "zone"
    """Also where the cell names a region or a city instead."""
    REGION = "region"
    """It tells the time zone, and is kept as a slot."""
    SLOT = "slot"
    SKIP = "skip"


class Known(StrEnum):
    """By what a column's use is known."""

    TITLE = "title"
    CONTENT = "content"
    TOLD = "told"
    """By whom imports it."""
    REST = "rest"
    """By nothing: it is kept as a slot by its own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`slot` is the name under which its values are kept; empty: they are not."""

    position: int
    name: str
    use: Use
    slot: str = ""
    known: Known = Known.REST
    example: str = ""

    @property
    def written(self) -> str:
        """As `--map` takes it: «phone», «slot:client_name»."""
        return f"{_SLOT}{self.slot}" if self.use is Use.SLOT else self.use.value


def read_use(written: str) -> tuple[Use, str]:
    """A use, and the slot's name where it is one.

    Raises:
        UnusableBase: it is none.
    """
    text = written.strip()
    if text.lower().startswith(_SLOT):
        slot = text[len(_SLOT) :].strip()
        if 0 < len(slot) <= _LONGEST_NAME:
            return Use.SLOT, slot
    elif text.lower() in set(Use) - {Use.SLOT}:
        return Use(text.lower()), ""
    raise UnusableBase(
        _(
            "a column cannot be «{written}»; write phone, zone, region, skip or slot:NAME"
        ).format(written=written)
    )


def read_map(pair: str) -> tuple[str, str]:
    """Of «телефон=phone» the column and its use.

    Raises:
        UnusableBase: there is no «=» in it.
    """
    column, equals, use = pair.rpartition("=")
    if not equals or not column.strip():
        raise UnusableBase(
            _("--map «{pair}» is not COLUMN=USE; write one like телефон=phone").format(
                pair=pair
            )
        )
    return column.strip(), use.strip()


def as_mapping(columns: tuple[Column, ...]) -> Mapping[str, str]:
    """What `read_map` would have to be given to get the same columns."""
    return {column.name: column.written for column in columns}
