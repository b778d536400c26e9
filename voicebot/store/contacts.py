"""Contacts as rows: the state that rules read and write, and the person's slots."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.state import ContactState
from voicebot.errors import StoreError
from voicebot.i18n import _
from voicebot.store.tables import CONTACTS, PHONES

COLUMNS = ("next_at", "priority", "finished_at")
"""Of a state, what the database itself looks at; the rest is one JSON object."""
STATE = TypeAdapter(ContactState)


async def add_contact(
    connection: AsyncConnection,
    campaign_id: int,
    state: ContactState,
    slots: Mapping[str, str],
) -> int:
    """The new contact's id."""
    row = {"campaign_id": campaign_id, "slots": dict(slots), **_columns(state)}
    added = await connection.execute(
        insert(CONTACTS).values(row).returning(CONTACTS.c.id)
    )
    contact_id: int = added.scalar_one()
    await connection.execute(insert(PHONES), _phone_rows(contact_id, state))
    return contact_id


async def contact_state(connection: AsyncConnection, contact_id: int) -> ContactState:
    """As it was kept last.

    Raises:
        StoreError: there is no such contact.
    """
    found = await connection.execute(
        select(CONTACTS).where(CONTACTS.c.id == contact_id)
    )
    row = found.mappings().one_or_none()
    if row is None:
        raise _no_contact(contact_id)
    phones = await connection.execute(
        select(PHONES.c.number, PHONES.c.zones, PHONES.c.region)
        .where(PHONES.c.contact_id == contact_id)
        .order_by(PHONES.c.place)
    )
    return _state(row, phones.mappings().all())


async def keep_state(
    connection: AsyncConnection, contact_id: int, state: ContactState
) -> None:
    """Write what an attempt made of the contact; its phones stay as they were added.

    Raises:
        StoreError: there is no such contact.
    """
    kept = await connection.execute(
        update(CONTACTS).where(CONTACTS.c.id == contact_id).values(_columns(state))
    )
    if kept.rowcount == 0:
        raise _no_contact(contact_id)


def _columns(state: ContactState) -> dict[str, Any]:
    apart = {name: getattr(state, name) for name in COLUMNS}
    rest = STATE.dump_python(state, mode="json", exclude={*COLUMNS, "phones"})
    return {**apart, "state": rest}


def _phone_rows(contact_id: int, state: ContactState) -> list[dict[str, Any]]:
    return [
        {
            "contact_id": contact_id,
            "place": place,
            "number": phone.number,
            "zones": list(phone.zones),
            "region": phone.region,
        }
        for place, phone in enumerate(state.phones)
    ]


def _state(row: RowMapping, phones: Sequence[RowMapping]) -> ContactState:
    apart = {name: row[name] for name in COLUMNS}
    numbers = [dict(phone) for phone in phones]
    return STATE.validate_python({**row["state"], **apart, "phones": numbers})


def _no_contact(contact_id: int) -> StoreError:
    return StoreError(
        _("there is no contact {number} in the database; check the number").format(
            number=contact_id
        )
    )
