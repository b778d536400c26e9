"""People whom another system wants to be called, one by one or some at a time."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.web.finding import campaign_at
from voicebot.web.lead_batch import BATCH_MEDIA, BatchRow, batch_rows, row_answer
from voicebot.web.lead_book import LeadBook
from voicebot.web.lead_shapes import BatchAnswer, LeadAdded, LeadShape
from voicebot.web.services import Services, Wired
from voicebot.web.shape import CampaignName

router = APIRouter(tags=["Контакты"])
CREATED = 201
BATCH_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            media: {"schema": {"type": kind}} for media, kind in BATCH_MEDIA.items()
        },
    }
}
BatchSent = Annotated[tuple[BatchRow, ...], Depends(batch_rows)]


@router.post(
    "/campaigns/{campaign}/contacts",
    summary="Один контакт: заявка из CRM; присланная дважды добавляется один раз",
    status_code=CREATED,
    responses={200: {"model": LeadAdded, "description": "такой контакт уже есть"}},
)
async def add(
    campaign: CampaignName,
    sent: LeadShape,
    services: Wired,
    response: Response,
    idempotency_key: Annotated[
        str | None, Header(max_length=400, description="то же, что key в теле")
    ] = None,
) -> LeadAdded:
    lead = sent.with_key(idempotency_key)
    async with services.database.writing() as connection:
        book = await _book(connection, campaign, services)
        added = await book.add(lead)
    if not added.is_new:
        response.status_code = 200
    response.headers["Location"] = f"/api/v1/contacts/{added.id}"
    return added


@router.post(
    "/campaigns/{campaign}/contacts/batch",
    summary="До 1000 контактов: список JSON или объект в строке; файлы больше — imports",
    openapi_extra=BATCH_BODY,
)
async def add_many(
    campaign: CampaignName, rows: BatchSent, services: Wired
) -> BatchAnswer:
    async with services.database.writing() as connection:
        book = await _book(connection, campaign, services)
        answers = tuple([await row_answer(book, one) for one in rows])
    return BatchAnswer(
        added=sum(one.is_new is True for one in answers),
        known=sum(one.is_new is False for one in answers),
        refused=sum(one.id is None for one in answers),
        leads=answers,
    )


async def _book(connection: AsyncConnection, name: str, services: Services) -> LeadBook:
    """Its rules are read before others have to wait."""
    await services.targets.of(await campaign_at(connection, name), services.now())
    row = await campaign_at(connection, name, is_to_change=True)
    target = await services.targets.of(row, services.now())
    return LeadBook(connection, row, target)
