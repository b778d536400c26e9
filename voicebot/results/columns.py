"""What stands in the columns of an exported file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Generic, TypeVar

from voicebot.campaign.zone import zone_named
from voicebot.i18n import _
from voicebot.results.answers import is_number
from voicebot.results.attempt_rows import AttemptRow
from voicebot.results.contact_rows import ContactRow
from voicebot.results.words import result_in_words

Row = TypeVar("Row", ContactRow, AttemptRow)
Cell = str | int | float | datetime | None
"""A `datetime` is without a zone: the person's own clock, as Excel knows no zones."""


class Kind(Enum):
    """How a column's cells are shown; its value is the width in letters."""

    TEXT = 24
    NUMBER = 11
    MOMENT = 17
    ANSWER = 20
    """Numbers and texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column, its heading as managers read it."""

    heading: str
    value: Callable[[Row], Cell]
    kind: Kind = Kind.TEXT


def cells_of(columns: Sequence[Column[Row]], row: Row) -> list[Cell]:
    return [column.value(row) for column in columns]


def contact_columns(
    slots: Sequence[str], fields: Sequence[str], outcomes: Mapping[str, str]
) -> tuple[Column[ContactRow], ...]:
    """`outcomes` are a scenario's words for results of a talk, as managers read them."""
    came_to: tuple[Column[ContactRow], ...] = (
        Column(heading=_("number"), value=lambda row: ", ".join(row.numbers)),
        Column(heading=_("list"), value=lambda row: row.list or ""),
        *(_slot(name) for name in slots),
        Column(
            heading=_("last result"),
            value=lambda row: (
                result_in_words(row.last_result) if row.last_result else ""
            ),
        ),
        Column(
            heading=_("talk"), value=lambda row: _outcome(row.last_outcome, outcomes)
        ),
    )
    rest: tuple[Column[ContactRow], ...] = (
        Column(heading=_("attempts"), value=lambda row: row.attempts, kind=Kind.NUMBER),
        Column(
            heading=_("talked, s"),
            value=lambda row: round(row.talked_s, 1),
            kind=Kind.NUMBER,
        ),
        Column(
            heading=_("last attempt"),
            value=lambda row: _local(row.last_at, row.zone),
            kind=Kind.MOMENT,
        ),
        Column(
            heading=_("next attempt"),
            value=lambda row: _local(row.next_at, row.zone),
            kind=Kind.MOMENT,
        ),
        Column(heading=_("time zone"), value=lambda row: row.zone),
        Column(heading=_("region"), value=lambda row: row.region),
        Column(
            heading=_("contact"), value=lambda row: row.contact_id, kind=Kind.NUMBER
        ),
    )
    return (*came_to, *_answers(fields, (*came_to, *rest)), *rest)


def import_columns(slots: Sequence[str]) -> tuple[Column[ContactRow], ...]:
    """Only what another campaign needs of a contact: all else would become its slots."""
    return (
        Column(heading=_("number"), value=lambda row: ", ".join(row.numbers)),
        *(_slot(name) for name in slots),
        Column(heading=_("time zone"), value=lambda row: row.zone),
    )


def attempt_columns(
    fields: Sequence[str], outcomes: Mapping[str, str]
) -> tuple[Column[AttemptRow], ...]:
    came_to: tuple[Column[AttemptRow], ...] = (
        Column(
            heading=_("time"),
            value=lambda row: _local(row.at, row.zone),
            kind=Kind.MOMENT,
        ),
        Column(heading=_("number"), value=lambda row: row.phone),
        Column(heading=_("result"), value=lambda row: result_in_words(row.result)),
        Column(heading=_("talk"), value=lambda row: _outcome(row.outcome, outcomes)),
    )
    rest: tuple[Column[AttemptRow], ...] = (
        Column(
            heading=_("rang, s"),
            value=lambda row: round(row.rang_s, 1),
            kind=Kind.NUMBER,
        ),
        Column(
            heading=_("talked, s"),
            value=lambda row: round(row.talked_s, 1),
            kind=Kind.NUMBER,
        ),
        Column(
            heading=_("promised to call"),
            value=lambda row: _local(row.promised_at, row.zone),
            kind=Kind.MOMENT,
        ),
        Column(heading=_("list"), value=lambda row: row.list or ""),
        Column(heading=_("time zone"), value=lambda row: row.zone),
        Column(heading=_("trunk"), value=lambda row: row.trunk or ""),
        Column(heading=_("recording"), value=lambda row: row.call_folder or ""),
        Column(
            heading=_("contact"), value=lambda row: row.contact_id, kind=Kind.NUMBER
        ),
    )
    return (*came_to, *_answers(fields, (*came_to, *rest)), *rest)


def _answers(
    fields: Sequence[str], others: Sequence[Column[Row]]
) -> Iterator[Column[Row]]:
    """What talks wrote; a name that another column has already is told apart."""
    taken = {column.heading for column in others}
    for name in fields:
        heading = _("answer: {field}").format(field=name) if name in taken else name
        yield Column(heading=heading, value=_answer_to(name), kind=Kind.ANSWER)


def _answer_to(name: str) -> Callable[[ContactRow | AttemptRow], Cell]:
    """Scores are numbers, so that Excel reckons with them."""

    def answer(row: ContactRow | AttemptRow) -> Cell:
        said = row.fields.get(name, "")
        return int(said) if is_number(said) else said

    return answer


def _slot(name: str) -> Column[ContactRow]:
    return Column(heading=name, value=lambda row: row.slots.get(name, ""))


def _outcome(outcome: str | None, titles: Mapping[str, str]) -> str:
    return titles.get(outcome, outcome) if outcome else ""


def _local(moment: datetime | None, zone: str) -> datetime | None:
    """By the person's clock, to the second."""
    if moment is None:
        return None
    there = moment.astimezone(zone_named(zone))
    return there.replace(tzinfo=None, microsecond=0)
