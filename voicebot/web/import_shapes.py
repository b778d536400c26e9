"""Files of contacts in requests, and what was found in them."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field

from voicebot.contacts.columns import read_map
from voicebot.contacts.finding import Finding
from voicebot.contacts.report import ImportReport, summary
from voicebot.web.shape import Shape, Text

MOST_FINDINGS = 10_000


class ImportAsked(Shape):
    """What is to be done with the file in the body."""

    file: Text = Field(
        default="contacts", min_length=1, max_length=200, description="как назвать файл"
    )
    dry_run: bool = Field(default=False, description="только проверить")
    map: tuple[Annotated[Text, Field(max_length=300)], ...] = Field(
        default=(),
        max_length=500,
        description="СТОЛБЕЦ=ЧТО: phone, zone, region, slot:ИМЯ, skip; повторяется",
    )
    sheet: Text | None = Field(default=None, max_length=200, description="лист книги")
    skip_known: bool = Field(
        default=False, description="не брать тех, кто есть в других кампаниях"
    )
    findings: int = Field(
        default=100, ge=0, le=MOST_FINDINGS, description="сколько замечаний показать"
    )

    @property
    def told(self) -> Mapping[str, str]:
        """Uses by column; raises UnusableBase where one is none."""
        return dict(map(read_map, self.map))


class FindingShape(Shape):
    """A remark on a row; `row` counts as the file does."""

    row: int
    is_refusal: bool
    reason: str
    column: str
    value: str
    sentence: str

    @classmethod
    def of(cls, report: ImportReport, one: Finding) -> Self:
        return cls(
            row=one.line,
            is_refusal=one.is_refusal,
            reason=one.reason.value,
            column=report.column_name(one),
            value=one.value,
            sentence=one.sentence,
        )


class ImportTold(Shape):
    """Of `rows` so many were `accepted`; nothing was stored where `import_id` is null.

    `refusals` and `notes` count rows by reason; `findings_left_off` were too many to show.
    """

    campaign: str
    file: str
    shape: str
    import_id: int | None
    rows: int
    accepted: int
    refused: int
    numbers: int
    unknown_zones: int
    lacking_slots: tuple[str, ...]
    mapping: dict[str, str]
    refusals: dict[str, int]
    notes: dict[str, int]
    findings: tuple[FindingShape, ...]
    findings_left_off: int

    @classmethod
    def of(cls, report: ImportReport, most: int) -> Self:
        shown = report.findings[:most]
        return cls(
            **summary(report),
            findings=tuple(FindingShape.of(report, one) for one in shown),
            findings_left_off=len(report.findings) - len(shown),
        )
