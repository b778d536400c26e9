"""One person whom another system wants to be called: read, and held against a campaign."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from voicebot.campaign.state import ContactState
from voicebot.contacts.columns import Column, Known, Use
from voicebot.contacts.finding import Finding
from voicebot.contacts.row_reader import Person, RowReader, Wanted
from voicebot.contacts.table import Row
from voicebot.web.problem import Complaint


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """As it was sent; `zone` is empty where the numbers are to tell."""

    numbers: tuple[str, ...]
    slots: Mapping[str, str]
    key: str | None = None
    zone: str = ""
    priority: int | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLead:
    """`person` is None where it cannot be taken; `complaints` say why, or what was left."""

    person: Person | None
    complaints: tuple[Complaint, ...]


def read_lead(lead: Lead, wanted: Wanted) -> ReadLead:
    """By the same rules as a row of a file."""
    columns = tuple(_columns(lead))
    reader = RowReader(columns, wanted, lambda at: columns[at].name, len(columns))
    cells = (*lead.numbers, lead.zone, *lead.slots.values())
    person = reader.read(Row(1, cells))
    complaints = tuple(_complaint(one, columns) for one in reader.findings)
    return ReadLead(person=person, complaints=complaints)


def first_state(lead: Lead, person: Person, priority: int) -> ContactState:
    """Before the first call; `priority` is the campaign's own."""
    opens_at = person.numbers[0].opens_at
    put_off = lead.not_before or opens_at
    return ContactState(
        phones=tuple(number.phone for number in person.numbers),
        next_at=max(opens_at, put_off).astimezone(UTC),
        priority=priority if lead.priority is None else lead.priority,
    )


def without(person: Person, forbidden: frozenset[str]) -> Person:
    """Without the numbers that nobody may call."""
    left = (one for one in person.numbers if one.phone.number not in forbidden)
    return replace(person, numbers=tuple(left))


def _columns(lead: Lead) -> Iterator[Column]:
    uses = [("number", Use.PHONE, "")] * len(lead.numbers)
    uses += [("zone", Use.ZONE, ""), *((name, Use.SLOT, name) for name in lead.slots)]
    for position, (name, use, slot) in enumerate(uses):
        yield Column(position=position, name=name, use=use, slot=slot, known=Known.TOLD)


def _complaint(finding: Finding, columns: tuple[Column, ...]) -> Complaint:
    at = finding.column
    where = "number" if at is None else columns[at].name
    return Complaint(where=where, detail=finding.sentence)
