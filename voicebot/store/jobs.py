"""Jobs that are deferred within the transaction of what they follow from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.types import JSONValue
from sqlalchemy.ext.asyncio import AsyncConnection

OWED_MESSAGES = "send_owed_messages"
"""The task that sends a contact what it is owed; takes `contact_id`."""

_MANAGER = JobManager(PsycopgConnector())
"""Never opened: it has no connections of its own, and writes on those it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOrder:
    """A job of the task named `task`, to be run once and not before `at`.

    Of jobs with one `lock` only one runs at a time, in the order of their deferral.
    """

    task: str
    arguments: Mapping[str, JSONValue] = field(default_factory=dict)
    queue: str = "default"
    lock: str | None = None
    at: datetime | None = None


def owed_messages_job(contact_id: int) -> JobOrder:
    return JobOrder(
        task=OWED_MESSAGES,
        arguments={"contact_id": contact_id},
        lock=f"contact:{contact_id}",
    )


async def defer(connection: AsyncConnection, *orders: JobOrder) -> None:
    """The jobs are there when the transaction of `connection` commits, else never."""
    if not orders:
        return
    raw = await connection.get_raw_connection()
    jobs = [_job(order) for order in orders]
    await _MANAGER.batch_defer_jobs_async(jobs, connection=raw.driver_connection)


def _job(order: JobOrder) -> Job:
    return Job(
        queue=order.queue,
        lock=order.lock,
        queueing_lock=None,
        task_name=order.task,
        task_kwargs=dict(order.arguments),
        scheduled_at=order.at,
    )
