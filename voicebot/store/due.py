"""Who is to be dialled: found by the index of those who wait, however many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_WAITS = "finished_at IS NULL AND next_at IS NOT NULL AND NOT is_claimed"
DUE = text(f"""
SELECT asked.campaign_id, found.id, found.urgency, found.number, found.zones
FROM unnest(CAST(:campaigns AS bigint[])) AS asked(campaign_id)
CROSS JOIN LATERAL (
    WITH RECURSIVE step(urgency) AS (
        (SELECT urgency FROM contacts
         WHERE campaign_id = asked.campaign_id AND {_WAITS}
         ORDER BY urgency LIMIT 1)
        UNION ALL
        SELECT (SELECT contacts.urgency FROM contacts
                WHERE campaign_id = asked.campaign_id AND {_WAITS}
                  AND contacts.urgency > step.urgency
                ORDER BY contacts.urgency LIMIT 1)
        FROM step WHERE step.urgency IS NOT NULL
    )
    SELECT one.id, one.urgency, one.number, one.zones
    FROM step CROSS JOIN LATERAL (
        SELECT contacts.id, contacts.urgency, phones.number, phones.zones
        FROM contacts JOIN phones
          ON phones.contact_id = contacts.id
          AND phones.place = CAST(contacts.state->>'next_phone' AS smallint)
        WHERE campaign_id = asked.campaign_id AND {_WAITS}
          AND contacts.urgency = step.urgency AND next_at <= :now
          AND NOT EXISTS (SELECT FROM leases WHERE leases.number = phones.number)
        ORDER BY next_at LIMIT :most
    ) AS one
    LIMIT :most
) AS found
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueContact:
    """`number` is the one to dial next, which may be in any of `zones`."""

    id: int
    urgency: int
    number: str
    zones: tuple[str, ...]


async def due_contacts(
    connection: AsyncConnection, campaigns: Sequence[int], now: datetime, most: int
) -> Mapping[int, list[DueContact]]:
    """By campaign, at most so many of each; nobody is locked yet.

    The most urgent come first, and of these who waited longest. Each urgency of a campaign is one step along the index, so those who are urgent but
    not due yet cost as little as one of them. Whose number is being called is passed over.
    """
    asked = {"campaigns": list(campaigns), "now": now, "most": most}
    found = await connection.execute(DUE, asked)
    due: dict[int, list[DueContact]] = {}
    for campaign_id, contact_id, urgency, number, zones in found:
        contact = DueContact(
            id=contact_id, urgency=urgency, number=number, zones=tuple(zones)
        )
        due.setdefault(campaign_id, []).append(contact)
    return due
