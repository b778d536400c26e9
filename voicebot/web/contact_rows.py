"""Contacts as rows for whoever asks: all that is known of one, or pages of many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.state import ContactState
from voicebot.store.contacts import WITH_PHONES, state_of

_KNOWN = f"""
SELECT {WITH_PHONES}, campaigns.name AS campaign,
       ARRAY(SELECT key FROM lead_keys WHERE contact_id = contacts.id ORDER BY key) AS keys,
       leases.id AS lease_id, leases.dialled_at
FROM contacts
JOIN campaigns ON campaigns.id = contacts.campaign_id
LEFT JOIN leases ON leases.contact_id = contacts.id
"""
_ONE = text(f"{_KNOWN} WHERE contacts.id = :id")
_HELD = (
    text("SELECT id FROM leases WHERE contact_id = :id FOR UPDATE"),
    text("SELECT id FROM contacts WHERE id = :id FOR UPDATE"),
)
"""In the order in which a call's end takes them."""
_MANY = text(f"""{_KNOWN}
WHERE contacts.campaign_id = :campaign AND contacts.id > :after
  AND (CAST(:list AS text) IS NULL OR contacts.list = :list)
  AND (CAST(:key AS text) IS NULL OR contacts.id IN (
      SELECT contact_id FROM lead_keys WHERE campaign_id = :campaign AND key = :key))
  AND (CAST(:number AS text) IS NULL OR contacts.id IN (
      SELECT contact_id FROM phones WHERE phones.number = :number))
ORDER BY contacts.id LIMIT :most
""")
_OF_NUMBER = text(f"""{_KNOWN}
WHERE contacts.id IN (SELECT contact_id FROM phones WHERE phones.number = :number)
ORDER BY contacts.id DESC LIMIT :most
""")
_ATTEMPTS = text("""
SELECT id, at, phone, result, outcome, rang_s, talked_s, promised_at, is_do_not_call,
       trunk, call_folder, fields
FROM attempts WHERE contact_id = :id ORDER BY at, id
""")
_SINCE = text("""
SELECT attempts.id, at, phone, result, outcome, rang_s, talked_s, promised_at,
       is_do_not_call, trunk, call_folder, fields, attempts.contact_id, contacts.list,
       ARRAY(SELECT key FROM lead_keys WHERE contact_id = contacts.id ORDER BY key) AS keys
FROM attempts JOIN contacts ON contacts.id = attempts.contact_id
WHERE attempts.campaign_id = :campaign AND at >= :since
ORDER BY at, attempts.id LIMIT :most
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownContact:
    """`lease_id` while somebody has the contact in hand, `dialled_at` once it rings."""

    id: int
    campaign: str
    campaign_id: int
    keys: tuple[str, ...]
    slots: Mapping[str, str]
    state: ContactState
    added_at: datetime
    lease_id: int | None
    dialled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which contacts of a campaign; None is any."""

    after: int = 0
    most: int = 100
    list: str | None = None
    key: str | None = None
    number: str | None = None


async def known_contact(
    connection: AsyncConnection, contact_id: int, *, is_to_change: bool = False
) -> KnownContact | None:
    """One to change is held until the transaction ends."""
    if is_to_change:
        for held in _HELD:
            await connection.execute(held, {"id": contact_id})
    found = await connection.execute(_ONE, {"id": contact_id})
    row = found.mappings().one_or_none()
    return None if row is None else _known(row)


async def known_contacts(
    connection: AsyncConnection, campaign_id: int, wanted: Wanted
) -> Sequence[KnownContact]:
    """In the order in which they were added."""
    asked = {
        "campaign": campaign_id,
        "after": wanted.after,
        "most": wanted.most,
        "list": wanted.list,
        "key": wanted.key,
        "number": wanted.number,
    }
    found = await connection.execute(_MANY, asked)
    return [_known(row) for row in found.mappings()]


async def contacts_of_number(
    connection: AsyncConnection, number: str, most: int
) -> Sequence[KnownContact]:
    """In all campaigns, the newest first."""
    found = await connection.execute(_OF_NUMBER, {"number": number, "most": most})
    return [_known(row) for row in found.mappings()]


async def attempts_told(
    connection: AsyncConnection, contact_id: int
) -> Sequence[Mapping[str, Any]]:
    """Oldest first, with the names of the table's columns."""
    found = await connection.execute(_ATTEMPTS, {"id": contact_id})
    return [dict(row) for row in found.mappings()]


async def attempts_since(
    connection: AsyncConnection, campaign_id: int, since: datetime, most: int
) -> Sequence[Mapping[str, Any]]:
    """Likewise of all contacts, with `contact_id`, its `list` and `keys`."""
    asked = {"campaign": campaign_id, "since": since, "most": most}
    found = await connection.execute(_SINCE, asked)
    return [dict(row) for row in found.mappings()]


def _known(row: RowMapping) -> KnownContact:
    apart = ("id", "campaign", "campaign_id", "slots", "added_at")
    return KnownContact(
        **{name: row[name] for name in apart},
        keys=tuple(row["keys"]),
        state=state_of(row),
        lease_id=row["lease_id"],
        dialled_at=row["dialled_at"],
    )
