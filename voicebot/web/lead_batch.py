"""Many leads in one request: each is taken or refused by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from pydantic import ValidationError

from voicebot.i18n import _
from voicebot.web.complaints import complaints_of
from voicebot.web.json_sent import json_sent
from voicebot.web.lead_book import LeadBook
from voicebot.web.lead_shapes import LeadFault, LeadShape, RowAnswer
from voicebot.web.problem import Complaint, Kind, RequestRefused

MOST = 1000
JSON, LINES = "application/json", "application/x-ndjson"
BATCH_MEDIA: Mapping[str, str] = {JSON: "array", LINES: "string"}
"""Media types, and what each is to OpenAPI."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """`place` counts from 1; `sent` is None where it is no lead, as `complaints` say."""

    place: int
    key: str | None
    sent: LeadShape | None
    complaints: tuple[Complaint, ...] = ()


async def batch_rows(request: Request) -> tuple[BatchRow, ...]:
    """The leads of a request's body.

    Raises:
        RequestRefused: it holds no list, or too long a one.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    records = _records(media, await request.body())
    if len(records) > MOST:
        raise RequestRefused(
            Kind.TOO_LARGE,
            _(
                "there are {count} leads; {most} is the most: send parts, or a file to"
                " imports"
            ).format(count=len(records), most=MOST),
        )
    return tuple(_row(place, record) for place, record in enumerate(records, 1))


def _records(media: str, body: bytes) -> list[Any]:
    if media == LINES:
        return [json_sent(line) for line in body.splitlines() if line.strip()]
    if media != JSON:
        raise RequestRefused(
            Kind.WRONG_MEDIA,
            _('leads come as {known}, not "{media}"; name one as Content-Type').format(
                known=" / ".join(BATCH_MEDIA), media=media
            ),
        )
    records = json_sent(body)
    if not isinstance(records, list):
        raise RequestRefused(
            Kind.INVALID, _("send a list of leads: [{{…}}, {{…}}]").format()
        )
    return records


def _row(place: int, record: Any) -> BatchRow:
    key = record.get("key") if isinstance(record, dict) else None
    named = key if isinstance(key, str) else None
    try:
        sent = LeadShape.model_validate(record)
    except ValidationError as error:
        complaints = complaints_of(error.errors())
        return BatchRow(place=place, key=named, sent=None, complaints=complaints)
    return BatchRow(place=place, key=named, sent=sent)


async def row_answer(book: LeadBook, row: BatchRow) -> RowAnswer:
    """What became of one lead."""
    if row.sent is None:
        return _refused(row, row.complaints)
    try:
        added = await book.add(row.sent.lead)
    except RequestRefused as refused:
        return _refused(row, refused.problem.complaints)
    return RowAnswer(row=row.place, key=row.key, id=added.id, is_new=added.is_new)


def _refused(row: BatchRow, complaints: Iterable[Complaint]) -> RowAnswer:
    faults = (LeadFault(where=one.where, detail=one.detail) for one in complaints)
    return RowAnswer(row=row.place, key=row.key, errors=tuple(faults))
