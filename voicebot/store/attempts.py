"""Attempts as rows: written once, and amended only where a call's end came late."""

from dataclasses import dataclass, fields
from typing import Any

from psycopg.types.json import Jsonb
from pydantic import TypeAdapter
from sqlalchemy import null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.attempt import Attempt
from voicebot.store.tables import ATTEMPTS

ATTEMPT = TypeAdapter(Attempt)
FACTS = [ATTEMPTS.c[each.name] for each in fields(Attempt)]
ATTEMPT_COLUMNS = (
    *(column.name for column in FACTS),
    *("campaign_id", "lease_id", "node", "trunk", "call_folder", "state_before"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPlace:
    """Which call an attempt was: its lease, who dialled, by which trunk.

    `call_folder` is where its recording lies. `state_before` is the contact's state as
    it was before a call whose end nobody told, so that the end may still be told late.
    """

    campaign_id: int
    lease_id: int
    node: str
    trunk: str
    call_folder: str = ""
    state_before: dict[str, Any] | None = None


def attempt_row(attempt: Attempt, place: CallPlace) -> dict[str, Any]:
    """By `ATTEMPT_COLUMNS`."""
    before = place.state_before
    return {
        **_facts(attempt),
        "fields": Jsonb(_fields(attempt)),
        "campaign_id": place.campaign_id,
        "lease_id": place.lease_id,
        "node": place.node,
        "trunk": place.trunk,
        "call_folder": place.call_folder,
        "state_before": None if before is None else Jsonb(before),
    }


def _facts(attempt: Attempt) -> dict[str, Any]:
    facts = {column.name: getattr(attempt, column.name) for column in FACTS}
    return {**facts, "result": attempt.result.value, "fields": _fields(attempt)}


def _fields(attempt: Attempt) -> dict[str, str]:
    """Without what PostgreSQL's JSON cannot hold: NUL, and halves of surrogate pairs.

    A system outside may have answered with them; the call's end is kept all the same.
    """
    return {_storable(name): _storable(said) for name, said in attempt.fields.items()}


def _storable(words: str) -> str:
    return words.encode(errors="replace").decode().replace("\0", "")


async def amend_attempt(
    connection: AsyncConnection, lease_id: int, attempt: Attempt, call_folder: str
) -> None:
    """What the call truly came to takes the place of what was presumed."""
    row = {**_facts(attempt), "call_folder": call_folder, "state_before": null()}
    await connection.execute(
        update(ATTEMPTS).where(ATTEMPTS.c.lease_id == lease_id).values(row)
    )


async def attempts_of(
    connection: AsyncConnection, contact_id: int
) -> tuple[Attempt, ...]:
    """Oldest first."""
    found = await connection.execute(
        select(*FACTS)
        .where(ATTEMPTS.c.contact_id == contact_id)
        .order_by(ATTEMPTS.c.at, ATTEMPTS.c.id)
    )
    return tuple(ATTEMPT.validate_python(dict(row)) for row in found.mappings())
