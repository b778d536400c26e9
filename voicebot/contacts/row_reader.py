"""From a row of a base to a person to call, or to what is wrong with the row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from voicebot.campaign.mobile_ranges import NO_RANGES, MobileRanges
from voicebot.campaign.numbering import phone_of
from voicebot.campaign.phone import Phone
from voicebot.campaign.regions import RUSSIA
from voicebot.contacts.columns import Column, Use
from voicebot.contacts.finding import Finding
from voicebot.contacts.guessing import later_column
from voicebot.contacts.looks import holds_rows
from voicebot.contacts.phone_reading import read_phones
from voicebot.contacts.place_reading import zones_named
from voicebot.contacts.reason import Reason
from voicebot.contacts.slot_reading import slot_value
from voicebot.contacts.table import Row
from voicebot.scenario.slot import Slot
from voicebot.scenario.slot_type import SlotType

_LONGEST_SHOWN = 60
_MOST_NUMBERS = 20
_RUSSIA_PREFIX, _TELLING = "+7", 7
"""Five national digits tell a region; `regions.py` has no longer code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialable:
    """A number, and from when on the campaign's hours let it be called."""

    phone: Phone
    opens_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`numbers` in the order of the columns, at least one."""

    line: int
    numbers: tuple[Dialable, ...]
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a campaign asks of its contacts.

    `opens_at` tells from when on numbers of these zones may be called; None: never.
    `zones` are those of Russian numbers that do not tell theirs.
    """

    slots: Mapping[str, Slot]
    opens_at: Callable[[tuple[str, ...]], datetime | None]
    zones: tuple[str, ...] = RUSSIA
    ranges: MobileRanges = NO_RANGES


class RowReader:
    """Reads rows in their order; a number of an earlier row is not taken again.

    `findings` holds all that was found so far, `unknown_zones` how many numbers may be
    anywhere in the country.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        wanted: Wanted,
        titled: Callable[[int], str],
        width: int,
    ) -> None:
        self.findings: list[Finding] = []
        self.unknown_zones = 0
        self._wanted = wanted
        self._titled = titled
        self._width = width
        self._lines: dict[str, int] = {}
        self._located: dict[str, Phone] = {}
        self._columns: list[Column] = []
        self._phones: list[int] = []
        self._places: list[int] = []
        self._slots: list[tuple[int, str, Slot | None]] = []
        for column in columns:
            self._add(column)
        self._owed = self._owed_slots()

    @property
    def columns(self) -> tuple[Column, ...]:
        """With those that only later rows have brought."""
        return tuple(self._columns)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Slots without which the scenario does not begin, and that no column gives."""
        given = {name for _at, name, _slot in self._slots}
        return tuple(name for name in self._owed if name not in given)

    def read(self, row: Row) -> Person | None:
        """The person; None where the row cannot be taken, and `findings` say why."""
        if len(row.cells) > len(self._columns) and not self._has_room(row):
            return None
        zones = self._zones(row)
        numbers = self._numbers(row, zones)
        if not numbers:
            return None
        slots = self._read_slots(row, numbers[0].phone.zones[0])
        if slots is None:
            return None
        for number in numbers:
            self._lines[number.phone.number] = row.line
        return Person(line=row.line, numbers=numbers, slots=slots)

    def _add(self, column: Column) -> None:
        self._columns.append(column)
        match column.use:
            case Use.PHONE:
                self._phones.append(column.position)
            case Use.ZONE | Use.REGION:
                self._places.append(column.position)
            case _:
                pass
        if column.slot:
            slot = self._wanted.slots.get(column.slot)
            self._slots.append((column.position, column.slot, slot))

    def _owed_slots(self) -> tuple[str, ...]:
        slots = self._wanted.slots.items()
        return tuple(name for name, slot in slots if slot.required and not slot.default)

    def _has_room(self, row: Row) -> bool:
        """Whether the row's further cells are columns too: objects may bring new keys."""
        further = range(len(self._columns), len(row.cells))
        if not self._width:
            for at in further:
                self._add(later_column(at, self._titled(at)))
            return True
        first = next((at for at in further if row.cells[at]), None)
        if first is None:
            return True
        self._tell(row, Reason.TOO_MANY_FIELDS, value=row.cells[first])
        return False

    def _zones(self, row: Row) -> tuple[str, ...]:
        """Those that the row names; empty where its numbers are to tell."""
        for at in self._places:
            text = row.cells[at] if at < len(row.cells) else ""
            if not text:
                continue
            zones = zones_named(text)
            if zones:
                return zones
            self._tell(row, Reason.UNREAD_ZONE, value=text, column=at, is_note=True)
        return ()

    def _numbers(self, row: Row, zones: tuple[str, ...]) -> tuple[Dialable, ...]:
        numbers: dict[str, Dialable] = {}
        faults: list[Finding] = []
        for at in self._phones:
            text = row.cells[at] if at < len(row.cells) else ""
            read = read_phones(text)
            for number in read.numbers:
                found = self._dialable(row, at, number, zones)
                if isinstance(found, Finding):
                    faults.append(found)
                else:
                    numbers[number] = found
            faults.extend(
                _finding(row, fault.reason, value=fault.text, column=at)
                for fault in read.faults
            )
        if not numbers and not faults:
            self._tell(row, Reason.NO_NUMBER)
        self._keep(faults, is_refused=not numbers)
        if len(numbers) > _MOST_NUMBERS:
            reason = Reason.TOO_MANY_NUMBERS
            self._tell(row, reason, other=str(_MOST_NUMBERS), is_note=True)
        return tuple(numbers.values())[:_MOST_NUMBERS]

    def _keep(self, faults: list[Finding], *, is_refused: bool) -> None:
        for fault in faults:
            is_note = not is_refused or fault.reason is Reason.EXTENSION
            self.findings.append(replace(fault, is_refusal=not is_note))

    def _dialable(
        self, row: Row, at: int, number: str, zones: tuple[str, ...]
    ) -> Dialable | Finding:
        line = self._lines.get(number)
        if line is not None:
            reason = Reason.DUPLICATE_IN_FILE
            return _finding(row, reason, value=number, other=str(line), column=at)
        phone = self._phone(number, zones)
        opens_at = self._wanted.opens_at(phone.zones)
        if opens_at is None:
            return _finding(row, Reason.UNKNOWN_ZONE, value=number, column=at)
        if phone.zones == RUSSIA:
            self.unknown_zones += 1
        return Dialable(phone=phone, opens_at=opens_at)

    def _phone(self, number: str, zones: tuple[str, ...]) -> Phone:
        """Where it is, found once for each prefix as far as nothing else tells."""
        wanted = self._wanted
        if wanted.ranges is NO_RANGES and number.startswith(_RUSSIA_PREFIX):
            prefix = number[:_TELLING]
            if prefix not in self._located:
                self._located[prefix] = phone_of(number, wanted.zones)
            found = self._located[prefix]
        else:
            found = phone_of(number, wanted.zones, wanted.ranges)
        return Phone(number=number, zones=zones or found.zones, region=found.region)

    def _read_slots(self, row: Row, zone: str) -> Mapping[str, str] | None:
        """None where one is missing or does not fit."""
        found, is_fit = {}, True
        for at, name, slot in self._slots:
            value = row.cells[at] if at < len(row.cells) else ""
            if not value:
                continue
            if "\n" in value and holds_rows(value):
                self._tell(row, Reason.SWALLOWED_ROWS, value=value, column=at)
                is_fit = False
            if slot is not None and slot.type is not SlotType.TEXT:
                value = slot_value(slot.type, value, zone)
                complaint = slot.complaint(value)
                if complaint is not None:
                    reason = Reason.UNFIT_SLOT
                    self._tell(row, reason, value=value, other=complaint, column=at)
                    is_fit = False
            found[name] = value
        for name in self._owed:
            if name not in found:
                self._tell(row, Reason.MISSING_SLOT, other=name)
                is_fit = False
        return found if is_fit else None

    def _tell(
        self,
        row: Row,
        reason: Reason,
        *,
        value: str = "",
        other: str = "",
        column: int | None = None,
        is_note: bool = False,
    ) -> None:
        found = _finding(row, reason, value=value, other=other, column=column)
        self.findings.append(replace(found, is_refusal=not is_note))


def _finding(
    row: Row,
    reason: Reason,
    *,
    value: str = "",
    other: str = "",
    column: int | None = None,
) -> Finding:
    shown = value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "…"
    return Finding(
        line=row.line, reason=reason, value=shown, other=other, column=column
    )
