"""Contacts who are due and may not be called now: all are moved at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfoNotFoundError

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.dialling import opening
from voicebot.campaign.phone import Phone
from voicebot.campaign.rules import CampaignRules, HouseRules
from voicebot.campaign.state import ContactState
from voicebot.store.due import DueContact

_PUT_OFF = text("""
UPDATE contacts SET next_at = later.next_at
FROM unnest(CAST(:ids AS bigint[]), CAST(:moments AS timestamptz[]))
     AS later(id, next_at)
WHERE contacts.id = later.id AND finished_at IS NULL AND NOT is_claimed
""")


async def put_off(connection: AsyncConnection, later: Mapping[int, datetime]) -> None:
    """By contact's id, to when; nothing else of theirs changes."""
    if later:
        asked = {"ids": list(later), "moments": list(later.values())}
        await connection.execute(_PUT_OFF, asked)


async def put_off_closed(
    connection: AsyncConnection,
    contacts: Sequence[DueContact],
    now: datetime,
    *,
    rules: CampaignRules,
    house: HouseRules,
) -> list[DueContact]:
    """Those who may be called at this hour; the others wait for their hours to open.

    That is told by their zones alone, without reading who they are. Caps may hold them
    back longer: that is asked when they are due again.
    """
    opened: dict[tuple[str, ...], datetime] = {}
    for contact in contacts:
        if contact.zones not in opened:
            opened[contact.zones] = _opens_at(contact, now, rules, house)
    closed = [each for each in contacts if opened[each.zones] > now]
    await put_off(connection, {each.id: opened[each.zones] for each in closed})
    return [each for each in contacts if opened[each.zones] <= now]


def _opens_at(
    contact: DueContact, now: datetime, rules: CampaignRules, house: HouseRules
) -> datetime:
    """`now` where nobody can tell, or it never opens: a full look tells more."""
    phone = Phone(number=contact.number, zones=contact.zones)
    someone = ContactState(phones=(phone,), next_at=now)
    try:
        return opening(someone, rules, house).earliest(now) or now
    except ZoneInfoNotFoundError:
        return now
