"""A process may die between any two steps: nobody is lost, nobody is called twice."""

import contextlib

from sqlalchemy import URL, event
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.store.dialling import Desk, after, played

FIRST = "+74950000001"
RULES = """
retries: {no_answer: {series: [{attempts: 2, every: 1h, message: offer}]}}
messages: {offer: text}
"""


class Died(BaseException):
    """The process is gone: nothing of it catches that."""


class Death:
    """Comes instead of the statement of that number; a COMMIT is one as well."""

    def __init__(self, engine: AsyncEngine, at: int) -> None:
        self._left = at
        self._engine = engine.sync_engine

    def __enter__(self) -> "Death":
        event.listen(self._engine, "before_cursor_execute", self._statement)
        event.listen(self._engine, "commit", self._step)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._statement)
        event.remove(self._engine, "commit", self._step)

    @property
    def came(self) -> bool:
        return self._left <= 0

    def _statement(self, connection: Connection, *_: object) -> None:
        self._step(connection)

    def _step(self, connection: Connection) -> None:
        self._left -= 1
        if self._left == 0:
            connection.connection.invalidate()
            raise Died


async def life(desk: Desk) -> None:
    """From claim to outcome, as a dialer does it."""
    (call,) = await desk.claim(1)
    if await desk.dial(call.lease_id):
        await desk.end(call)


async def facts(desk: Desk) -> dict[str, int]:
    return {
        "claimed": await desk.count("contacts WHERE is_claimed"),
        "leases": await desk.count("leases"),
        "attempts": await desk.count("attempts"),
        "waiting": await desk.count("contacts WHERE next_at IS NOT NULL"),
    }


async def broken_off(desk: Desk, step: int) -> bool:
    """Whether the life was long enough to break off there; nothing is amiss after it."""
    await desk.run("TRUNCATE campaigns, contacts, attempts, leases, pacing CASCADE")
    contact = await desk.contact(await desk.campaign(rules=RULES), FIRST)
    with Death(desk.engine, step) as death, contextlib.suppress(Died):
        await life(desk)
    now = await facts(desk)
    assert now["claimed"] == now["leases"], step
    await desk.recover(after(minutes=1))
    then = await facts(desk)
    assert then["claimed"] == then["leases"] == 0, step
    assert then["waiting"] == 1, step
    state = await desk.state(contact)
    assert state.dialled.total == then["attempts"] <= 1, step
    assert len(await desk.claim(9, now=after(hours=1))) == 1, step
    return death.came


def test_a_call_that_breaks_off_at_any_statement_is_recovered_whole(
    database: URL,
) -> None:
    async def play(desk: Desk) -> int:
        step = 1
        while await broken_off(desk, step):
            step += 1
        return step

    # Claim, dialling and outcome have that many statements and commits at least.
    assert played(database, play) > 8
