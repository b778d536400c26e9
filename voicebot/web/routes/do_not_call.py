"""Numbers that nobody calls again."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Path, Query
from pydantic import Field

from voicebot.i18n import _
from voicebot.store.do_not_call import forbid
from voicebot.web.forbidden_rows import ForbiddenRow, forbidden_row, forbidden_rows
from voicebot.web.numbers import one_number
from voicebot.web.services import Wired
from voicebot.web.shape import Shape, Text

router = APIRouter(tags=["Не звонить"])
MOST = 1000
LONGEST = 40


class Forbid(Shape):
    """Numbers however they are written; all are taken, or none where one is broken."""

    numbers: tuple[Annotated[Text, Field(max_length=LONGEST)], ...] = Field(
        min_length=1, max_length=MOST
    )
    reason: Text = Field(default="", max_length=500)


class Forbidden(Shape):
    """A number in E.164, since when and why nobody calls it."""

    number: str
    since: datetime
    reason: str

    @classmethod
    def of(cls, row: ForbiddenRow) -> Self:
        return cls(number=row.number, since=row.since, reason=row.reason)


class ForbiddenPage(Shape):
    """By number; `next` is what to send as `after`, null behind the last."""

    numbers: tuple[Forbidden, ...]
    next: str | None


class Checked(Shape):
    """Whether a number is on the list."""

    number: str
    is_forbidden: bool
    since: datetime | None = None
    reason: str | None = None


@router.post("/do-not-call", summary="Никогда больше не звонить, ни одной кампанией")
async def add(sent: Forbid, services: Wired) -> ForbiddenPage:
    numbers = tuple(dict.fromkeys(map(one_number, sent.numbers)))
    reason = sent.reason or _("asked through the HTTP interface")
    async with services.database.writing() as connection:
        await forbid(connection, *numbers, since=services.now(), reason=reason)
        rows = [await forbidden_row(connection, number) for number in numbers]
    kept = tuple(Forbidden.of(row) for row in rows if row is not None)
    return ForbiddenPage(numbers=kept, next=None)


@router.get("/do-not-call", summary="Весь список, частями")
async def show(
    services: Wired,
    after: Annotated[Text, Query(max_length=LONGEST)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> ForbiddenPage:
    async with services.database.reading() as connection:
        rows = await forbidden_rows(connection, after=after, most=limit)
    is_full = len(rows) == limit
    return ForbiddenPage(
        numbers=tuple(map(Forbidden.of, rows)),
        next=rows[-1].number if is_full else None,
    )


@router.get("/do-not-call/{number}", summary="Есть ли номер в списке")
async def check(
    number: Annotated[Text, Path(max_length=LONGEST)], services: Wired
) -> Checked:
    wanted = one_number(number)
    async with services.database.reading() as connection:
        row = await forbidden_row(connection, wanted)
    if row is None:
        return Checked(number=wanted, is_forbidden=False)
    return Checked(number=wanted, is_forbidden=True, since=row.since, reason=row.reason)
