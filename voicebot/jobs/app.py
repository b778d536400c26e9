"""Procrastinate on the campaigns' database: jobs that were deferred with an outcome."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from procrastinate import App, PsycopgConnector
from sqlalchemy import URL

from voicebot.jobs.again import Again
from voicebot.store.jobs import OWED_MESSAGES

logger = logging.getLogger(__name__)

STALLED_S = 30.0
"""A worker that was not heard of for so long is dead; it tells every ten seconds."""
PATIENT = Again()
_MOST_CONNECTIONS = 4

SendOwed = Callable[[int], Awaitable[None]]


@asynccontextmanager
async def open_app(
    url: URL, send_owed: SendOwed, again: Again = PATIENT
) -> AsyncIterator[App]:
    """The tasks there are, and connections of their own to the database at `url`.

    `send_owed` sends what a contact is owed, by its id; `again` says when once more.
    """
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connector = PsycopgConnector(
        conninfo=address, min_size=1, max_size=_MOST_CONNECTIONS
    )
    app = App(connector=connector)

    @app.task(name=OWED_MESSAGES, retry=again)
    async def send_owed_messages(contact_id: int) -> None:
        await send_owed(contact_id)

    async with app.open_async():
        yield app


async def recover_stalled(app: App, silent_s: float = STALLED_S) -> int:
    """How many jobs of dead workers were put back, to be done by whoever lives."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent_s)
    count = 0
    for job in stalled:
        logger.warning("job_stalled", extra={"task": job.task_name, "job": job.id})
        await app.job_manager.retry_job(job)
        count += 1
    await app.job_manager.prune_stalled_workers(silent_s)
    return count
