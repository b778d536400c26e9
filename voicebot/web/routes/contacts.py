"""Contacts: how far they are, why they are not called, and away with them."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.ending import finished
from voicebot.campaign.reading.house import house_rules
from voicebot.i18n import _
from voicebot.store.campaigns import campaign_by_id
from voicebot.store.contacts import keep_state
from voicebot.store.do_not_call import is_forbidden
from voicebot.store.leases import release
from voicebot.web.contact_rows import (
    KnownContact,
    attempts_since,
    attempts_told,
    contacts_of_number,
    known_contact,
    known_contacts,
)
from voicebot.web.contact_shapes import (
    AttemptFilter,
    AttemptOfContact,
    AttemptPage,
    Cancellation,
    ContactFilter,
    ContactPage,
    ContactShape,
    ContactTold,
    NumberTold,
)
from voicebot.web.finding import campaign_at
from voicebot.web.numbers import one_number
from voicebot.web.problem import Kind, RequestRefused
from voicebot.web.refusing import why_not_now
from voicebot.web.services import Services, Wired
from voicebot.web.shape import LARGEST_ID, CampaignName, Text

router = APIRouter(tags=["Контакты"])
MOST_CAMPAIGNS = 20
CALLING_S = "30"
DEFAULT = Cancellation()
ContactId = Annotated[int, Path(ge=1, le=LARGEST_ID)]


@router.get("/campaigns/{campaign}/contacts", summary="Контакты кампании, частями")
async def show_many(
    campaign: CampaignName, asked: Annotated[ContactFilter, Query()], services: Wired
) -> ContactPage:
    wanted = asked.wanted
    async with services.database.reading() as connection:
        row = await campaign_at(connection, campaign)
        known = await known_contacts(connection, row.id, wanted)
    return ContactPage(
        contacts=tuple(map(ContactShape.of, known)),
        next=known[-1].id if len(known) == wanted.most else None,
    )


@router.get("/campaigns/{campaign}/attempts", summary="Звонки кампании, частями")
async def attempts(
    campaign: CampaignName, asked: Annotated[AttemptFilter, Query()], services: Wired
) -> AttemptPage:
    async with services.database.reading() as connection:
        row = await campaign_at(connection, campaign)
        found = await attempts_since(connection, row.id, asked.since, asked.limit)
    return AttemptPage(
        attempts=tuple(map(AttemptOfContact.of, found)),
        next=found[-1]["at"] if found else None,
    )


@router.get(
    "/contacts/{contact}", summary="Контакт: состояние, попытки, почему не звонят"
)
async def show(contact: ContactId, services: Wired) -> ContactTold:
    async with services.database.reading() as connection:
        known = await _found(connection, contact)
        return await _told(connection, known, services)


@router.post(
    "/contacts/{contact}/cancel", summary="Больше не звонить ему в этой кампании"
)
async def cancel(
    contact: ContactId, services: Wired, sent: Cancellation = DEFAULT
) -> ContactTold:
    async with services.database.writing() as connection:
        known = await _found(connection, contact, is_to_change=True)
        if known.state.finished_at is None:
            await _cancel(connection, known, sent.list, services)
        known = await _found(connection, contact)
        return await _told(connection, known, services)


@router.get("/why", summary="Почему не звонят на номер, по всем кампаниям")
async def why(
    number: Annotated[Text, Query(max_length=100)], services: Wired
) -> NumberTold:
    wanted = one_number(number)
    async with services.database.reading() as connection:
        known = await contacts_of_number(connection, wanted, MOST_CAMPAIGNS)
        return NumberTold(
            number=wanted,
            is_forbidden=await is_forbidden(connection, wanted),
            contacts=tuple([await _told(connection, one, services) for one in known]),
        )


async def _found(
    connection: AsyncConnection, contact: int, *, is_to_change: bool = False
) -> KnownContact:
    known = await known_contact(connection, contact, is_to_change=is_to_change)
    if known is None:
        sentence = _("there is no contact {number}; check the number")
        raise RequestRefused(Kind.NOT_FOUND, sentence.format(number=contact))
    return known


async def _told(
    connection: AsyncConnection, known: KnownContact, services: Services
) -> ContactTold:
    campaign = await campaign_by_id(connection, known.campaign_id)
    assert campaign is not None  # a contact's row refers to it
    house = house_rules(services.settings)
    reasons = await why_not_now(connection, known, campaign, house, services.now())
    return ContactTold.told(known, await attempts_told(connection, known.id), reasons)


async def _cancel(
    connection: AsyncConnection, known: KnownContact, into: str, services: Services
) -> None:
    """Somebody who is in a call cannot be put away: its end would bring them back."""
    is_ringing = known.dialled_at is not None
    if known.lease_id is not None and not is_ringing:
        is_ringing = not await release(connection, known.lease_id)
    if is_ringing:
        raise RequestRefused(
            Kind.CONFLICT,
            _(
                "contact {number} is being called just now; cancel when the call ended"
            ).format(number=known.id),
            headers={"Retry-After": CALLING_S},
        )
    silent = replace(known.state, owed_messages=(), promised_at=None)
    await keep_state(connection, known.id, finished(silent, into, services.now()))
