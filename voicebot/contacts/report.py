"""What was found in a base, and what became of it."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voicebot.contacts.columns import Column, as_mapping
from voicebot.contacts.finding import Finding
from voicebot.contacts.reason import Reason
from voicebot.i18n import _

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet calculate a cell (OWASP, CSV injection)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """`rows` were read, of which `accepted` are taken; `findings` by row.

    `lacking` are slots that the scenario needs and no column gives. `unknown_zones` is
    how many numbers may be anywhere in the country. `import_id` is None as long as
    nothing was stored.
    """

    campaign: str
    file: str
    shape: str
    columns: tuple[Column, ...]
    rows: int
    accepted: int
    numbers: int
    findings: Sequence[Finding]
    lacking: tuple[str, ...] = ()
    unknown_zones: int = 0
    import_id: int | None = None

    @property
    def refused(self) -> int:
        return self.rows - self.accepted

    @property
    def refusals(self) -> Sequence[Finding]:
        """Why rows are not taken."""
        return [one for one in self.findings if one.is_refusal]

    @property
    def notes(self) -> Sequence[Finding]:
        """What is to be known of rows that are taken."""
        refused = {one.line for one in self.refusals}
        return [one for one in self.findings if one.line not in refused]

    def column_name(self, finding: Finding) -> str:
        at = finding.column
        return "" if at is None else self.columns[at].name


def summary(report: ImportReport) -> dict[str, Any]:
    """As plain values, but for the findings: they may be as many as rows."""
    return {
        "campaign": report.campaign,
        "file": report.file,
        "shape": report.shape,
        "import_id": report.import_id,
        "rows": report.rows,
        "accepted": report.accepted,
        "refused": report.refused,
        "numbers": report.numbers,
        "unknown_zones": report.unknown_zones,
        "lacking_slots": list(report.lacking),
        "mapping": as_mapping(report.columns),
        "refusals": _counted(report.refusals),
        "notes": _counted(report.notes),
    }


def as_json(report: ImportReport) -> dict[str, Any]:
    """The whole report as plain values."""
    return {
        **summary(report),
        "findings": [_row(report, one) for one in report.findings],
    }


def csv_lines(report: ImportReport) -> Iterator[str]:
    """For a spreadsheet: semicolons and a byte order mark, as Russian Excel reads it.

    No cell of it is calculated, whatever a base's cell held.
    """
    yield "\ufeff" + _csv_line(
        [_("row"), _("taken"), _("reason"), _("column"), _("value"), _("in words")]
    )
    for one in report.findings:
        taken = _("no") if one.is_refusal else _("yes")
        yield _csv_line(
            [
                str(one.line),
                taken,
                one.reason.short,
                report.column_name(one),
                one.value,
                one.sentence,
            ]
        )


def by_reason(findings: Sequence[Finding]) -> Mapping[Reason, Sequence[Finding]]:
    """Of each row and reason the first, in the order of the base; the most come first."""
    sorted_out: dict[Reason, dict[int, Finding]] = {}
    for one in findings:
        sorted_out.setdefault(one.reason, {}).setdefault(one.line, one)
    ranked = sorted(sorted_out.items(), key=lambda pair: -len(pair[1]))
    return {reason: tuple(lines.values()) for reason, lines in ranked}


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("Анна")
    ("'=1+1", 'Анна')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _csv_line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(
        map(harmless, cells)
    )
    return line.getvalue()


def _counted(findings: Sequence[Finding]) -> dict[str, int]:
    return {reason.value: len(each) for reason, each in by_reason(findings).items()}


def _row(report: ImportReport, one: Finding) -> dict[str, Any]:
    return {
        "row": one.line,
        "is_refusal": one.is_refusal,
        "reason": one.reason.value,
        "column": report.column_name(one),
        "value": one.value,
        "sentence": one.sentence,
    }
