"""All that a jobs process does, as one task."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from procrastinate import App
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from voicebot.campaign.rules import HouseRules
from voicebot.jobs.again import Again
from voicebot.jobs.app import (
    PATIENT,
    STALLED_S,
    SendOwed,
    open_app,
    recover_stalled,
)
from voicebot.jobs.recovery import SILENT_S, Recovery
from voicebot.jobs.review import review_campaigns
from voicebot.jobs.rounds import Round

logger = logging.getLogger(__name__)

_AGAIN_S = 2.0
_LEAVING_S = 10.0
_ABORTS_S = 60.0
"""Nobody aborts these jobs; and being told of it needs no looking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often is looked, and how long somebody may be silent before they are dead.

    Of a fault a breaker should know before it has cost a hundred calls; 5 s are five of
    a campaign with one call a second.
    """

    recovery_s: float = 5.0
    review_s: float = 5.0
    stalled_s: float = 10.0
    silent_s: float = SILENT_S
    job_silent_s: float = STALLED_S
    beat_s: float = 10.0
    again: Again = PATIENT


USUAL = Rhythm()


@dataclass(frozen=True, slots=True, kw_only=True)
class JobParts:
    """`url` and `engine` are of one database."""

    url: URL
    engine: AsyncEngine
    house: HouseRules
    now: Callable[[], datetime]
    send_owed: SendOwed
    rhythm: Rhythm = USUAL


async def work(parts: JobParts) -> None:
    """Until it is cancelled; a job that runs then is given some seconds."""
    rhythm = parts.rhythm
    recovery = Recovery(parts.engine, parts.house, parts.now, rhythm.silent_s)
    rounds = (
        Round(name="leases", every_s=rhythm.recovery_s, look=recovery.look),
        Round(
            name="campaigns",
            every_s=rhythm.review_s,
            look=lambda: review_campaigns(parts.engine, parts.now()),
        ),
    )
    async with asyncio.TaskGroup() as group:
        for each in rounds:
            group.create_task(each.go_on(), name=f"round {each.name}")
        group.create_task(_do_jobs(parts), name="jobs")


async def _do_jobs(parts: JobParts) -> None:
    """A worker that the database threw out begins anew."""
    while True:
        try:
            async with open_app(parts.url, parts.send_owed, parts.rhythm.again) as app:
                await _worker(app, parts.rhythm)
        except Exception:
            logger.exception("job_worker_failed")
        await asyncio.sleep(_AGAIN_S)


async def _worker(app: App, rhythm: Rhythm) -> None:
    stalled = Round(
        name="stalled jobs",
        every_s=rhythm.stalled_s,
        look=lambda: recover_stalled(app, rhythm.job_silent_s),
    )
    async with asyncio.TaskGroup() as group:
        looking = group.create_task(stalled.go_on(), name="round stalled jobs")
        await app.run_worker_async(
            concurrency=4,
            install_signal_handlers=False,
            delete_jobs="successful",
            abort_job_polling_interval=_ABORTS_S,
            shutdown_graceful_timeout=_LEAVING_S,
            update_heartbeat_interval=rhythm.beat_s,
            stalled_worker_timeout=rhythm.job_silent_s,
        )
        looking.cancel()
