"""Contacts as rows: the state that rules read and write, and the person's slots."""

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg.types.json import Jsonb
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import RowMapping, insert, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.state import ContactState
from voicebot.errors import StoreError
from voicebot.i18n import _
from voicebot.store.tables import CONTACTS, PHONES

COLUMNS = ("next_at", "priority", "finished_at", "list")
"""Of a state, what the database itself looks at; the rest is one JSON object."""
STATE = TypeAdapter(ContactState)
PROMISED = -32768
"""Urgency of who is to be called at a promised time: before every priority."""
WITH_PHONES = """contacts.*, (
    SELECT jsonb_agg(
        jsonb_build_object('number', number, 'zones', zones, 'region', region)
        ORDER BY place)
    FROM phones WHERE phones.contact_id = contacts.id
) AS phones"""
"""Columns that `state_of` reads."""
_FARTHEST = 1000
"""Priorities beyond it count as it: each different one costs every claim a look."""

_CONTACT = text(f"SELECT {WITH_PHONES} FROM contacts WHERE id = :id")
_KEEP_MANY = text("""
UPDATE contacts
SET next_at = kept.next_at, priority = kept.priority, finished_at = kept.finished_at,
    list = kept.list, urgency = kept.urgency, state = kept.state
FROM unnest(
    CAST(:ids AS bigint[]), CAST(:next_at AS timestamptz[]), CAST(:priority AS integer[]),
    CAST(:finished_at AS timestamptz[]), CAST(:list AS text[]),
    CAST(:urgency AS smallint[]), CAST(:state AS jsonb[])
) AS kept(id, next_at, priority, finished_at, list, urgency, state)
WHERE contacts.id = kept.id
""")


class UnreadableState(ValueError):
    """A state that another version wrote, or somebody by hand; says which fields."""


def urgency_of(state: ContactState) -> int:
    """`ContactState.urgency` as one number that fits a column: the lowest first."""
    if state.promised_at is not None:
        return PROMISED
    return max(-_FARTHEST, min(_FARTHEST, -state.priority))


async def add_contact(
    connection: AsyncConnection,
    campaign_id: int,
    state: ContactState,
    slots: Mapping[str, str],
) -> int:
    """The new contact's id."""
    row = {"campaign_id": campaign_id, "slots": dict(slots), **contact_columns(state)}
    added = await connection.execute(
        insert(CONTACTS).values(row).returning(CONTACTS.c.id)
    )
    contact_id: int = added.scalar_one()
    await connection.execute(insert(PHONES), phone_rows(contact_id, state))
    return contact_id


async def contact_state(connection: AsyncConnection, contact_id: int) -> ContactState:
    """As it was kept last.

    Raises:
        StoreError: there is no such contact.
    """
    found = await connection.execute(_CONTACT, {"id": contact_id})
    row = found.mappings().one_or_none()
    if row is None:
        raise _no_contact(contact_id)
    return state_of(row)


async def keep_state(
    connection: AsyncConnection, contact_id: int, state: ContactState
) -> None:
    """Write what an attempt made of the contact; its phones stay as they were added.

    Raises:
        StoreError: there is no such contact.
    """
    kept = await connection.execute(
        update(CONTACTS)
        .where(CONTACTS.c.id == contact_id)
        .values(contact_columns(state))
    )
    if kept.rowcount == 0:
        raise _no_contact(contact_id)


async def keep_states(
    connection: AsyncConnection, states: Mapping[int, ContactState]
) -> None:
    """Likewise many at once, by contact's id."""
    if not states:
        return
    rows = [contact_parameters(state) for state in states.values()]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    await connection.execute(_KEEP_MANY, {"ids": list(states), **columns})


def contact_columns(state: ContactState) -> dict[str, Any]:
    """What a state is as columns of `contacts`, but for its phones."""
    apart = {name: getattr(state, name) for name in COLUMNS}
    apart["urgency"] = urgency_of(state)
    rest = STATE.dump_python(state, mode="json", exclude={*COLUMNS, "phones"})
    return {**apart, "state": rest}


def contact_parameters(state: ContactState) -> dict[str, Any]:
    """Likewise for a statement that is written as text."""
    columns = contact_columns(state)
    return {**columns, "state": Jsonb(columns["state"])}


def phone_rows(contact_id: int, state: ContactState) -> list[dict[str, Any]]:
    """The rows of `phones`; `place` is a phone's position in the state."""
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


def state_of(row: RowMapping) -> ContactState:
    """From a row of `WITH_PHONES`.

    Raises:
        UnreadableState: this code cannot make sense of it.
    """
    apart = {name: row[name] for name in COLUMNS}
    return _state({**row["state"], **apart, "phones": row["phones"]})


def state_as_json(state: ContactState) -> dict[str, Any]:
    """All of it but its phones."""
    whole: dict[str, Any] = STATE.dump_python(state, mode="json", exclude={"phones"})
    return whole


def state_from_json(
    kept: Mapping[str, Any], phones: Sequence[Mapping[str, Any]]
) -> ContactState:
    """The same back again; `phones` as `WITH_PHONES` has them."""
    return _state({**kept, "phones": phones})


def _state(whole: Mapping[str, Any]) -> ContactState:
    try:
        return STATE.validate_python(whole)
    except ValidationError as error:
        # The cause would show numbers and names in a log.
        problems = error.errors(include_input=False, include_url=False)
        told = "; ".join(f"{problem['loc']}: {problem['msg']}" for problem in problems)
        raise UnreadableState(told) from None


def _no_contact(contact_id: int) -> StoreError:
    return StoreError(
        _("there is no contact {number} in the database; check the number").format(
            number=contact_id
        )
    )
