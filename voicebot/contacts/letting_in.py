"""The one transaction in which a base's people become a campaign's contacts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.phone import Phone
from voicebot.campaign.state import ContactState
from voicebot.contacts.finding import Finding
from voicebot.contacts.known_numbers import take_out_known
from voicebot.store.contacts import contact_columns
from voicebot.store.tables import IMPORTS

_LOCK = text("SELECT id FROM campaigns WHERE id = :campaign_id FOR NO KEY UPDATE")
"""Imports into one campaign go one after the other; calls of it go on."""
_CONTACTS = """
INSERT INTO contacts (id, campaign_id, import_id, added_at, slots, next_at, {names})
SELECT incoming.id, :campaign_id, :import_id, :added_at, incoming.slots,
       first.opens_at, {values}
FROM incoming
JOIN (SELECT DISTINCT ON (line) line, opens_at FROM incoming_phones
      ORDER BY line, place) AS first USING (line)
ORDER BY line
"""
_PHONES = text("""
INSERT INTO phones (contact_id, place, number, zones, region)
SELECT incoming.id, row_number() OVER (PARTITION BY line ORDER BY place) - 1,
       number, zones, region
FROM incoming_phones JOIN incoming USING (line)
ORDER BY incoming.id
""")
_ANALYZE = text("ANALYZE contacts, phones")
_SOMEBODY = Phone(number="+70000000000", zones=("Europe/Moscow",))
"""What is the same of all new contacts has to do with no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An import as it is kept; `refused` counts rows that were not taken before it."""

    campaign_id: int
    file: str
    priority: int
    refused: int
    now: datetime
    is_elsewhere_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn:
    """`import_id` is None where nobody was left to let in.

    `late` are those who came into the system some other way since they were looked at.
    """

    import_id: int | None
    accepted: int
    late: Sequence[Finding]


async def let_in(connection: AsyncConnection, entry: Entry) -> LetIn:
    """All who wait, or none; nobody twice, whatever else is imported meanwhile."""
    async with connection.begin():
        await connection.execute(_LOCK, {"campaign_id": entry.campaign_id})
        late = await take_out_known(
            connection,
            entry.campaign_id,
            is_elsewhere_refused=entry.is_elsewhere_refused,
        )
        found = await connection.execute(text("SELECT count(*) FROM incoming"))
        accepted: int = found.scalar_one()
        if not accepted:
            return LetIn(import_id=None, accepted=0, late=late)
        refused = entry.refused + sum(one.is_refusal for one in late)
        import_id = await _add_import(connection, entry, accepted, refused)
        await _add_people(connection, entry, import_id)
    # Whoever claims next is to plan for as many as there are now.
    await connection.execute(_ANALYZE)
    await connection.commit()
    return LetIn(import_id=import_id, accepted=accepted, late=late)


async def _add_import(
    connection: AsyncConnection, entry: Entry, accepted: int, refused: int
) -> int:
    row = {
        "campaign_id": entry.campaign_id,
        "file": entry.file,
        "made_at": entry.now,
        "accepted": accepted,
        "refused": refused,
    }
    added = await connection.execute(
        insert(IMPORTS).values(row).returning(IMPORTS.c.id)
    )
    import_id: int = added.scalar_one()
    return import_id


async def _add_people(
    connection: AsyncConnection, entry: Entry, import_id: int
) -> None:
    same = _same_of_all(entry)
    sql = text(
        _CONTACTS.format(
            names=", ".join(same), values=", ".join(f":{name}" for name in same)
        )
    ).bindparams(bindparam("state", type_=JSONB))
    about = {
        "campaign_id": entry.campaign_id,
        "import_id": import_id,
        "added_at": entry.now,
    }
    await connection.execute(sql, {**about, **same})
    await connection.execute(_PHONES)


def _same_of_all(entry: Entry) -> Mapping[str, Any]:
    """Columns that every new contact begins with, but for when it is called first."""
    state = ContactState(
        phones=(_SOMEBODY,), next_at=entry.now, priority=entry.priority
    )
    columns = contact_columns(state)
    del columns["next_at"]
    return columns
