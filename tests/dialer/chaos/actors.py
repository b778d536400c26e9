"""Processes that are killed: dialers whose calls are played, and jobs."""

import asyncio
import os
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import URL, make_url

from tests.dialer.chaos.journal import Journal
from tests.dialer.chaos.scene import BEAT_S, HOUSE, LINES, SILENT_S, TRUNKS
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.conversation.poster import open_poster
from voicebot.dialer.caller import RecordedCall
from voicebot.dialer.dialer import Dialer, Timing, utc_now
from voicebot.dialer.ledger import Terms
from voicebot.dialer.order import CallOrder
from voicebot.dialer.patience import Patience
from voicebot.jobs.again import Again
from voicebot.jobs.owed_messages import OwedMessages
from voicebot.jobs.working import JobParts, Rhythm, work
from voicebot.settings import MessageChannel
from voicebot.store.database import open_database

RESULTS: Mapping[AttemptResult, int] = {
    AttemptResult.ANSWERED: 35,
    AttemptResult.NO_ANSWER: 30,
    AttemptResult.BUSY: 15,
    AttemptResult.UNAVAILABLE: 8,
    AttemptResult.MACHINE: 8,
    AttemptResult.INVALID_NUMBER: 4,
}
TIMING = Timing(
    look_s=0.2,
    beat_s=BEAT_S,
    patience=Patience(first_s=0.05, longest_s=0.5, deadline_s=5.0),
)
RHYTHM = Rhythm(
    recovery_s=0.3,
    review_s=0.5,
    stalled_s=1.0,
    silent_s=SILENT_S,
    job_silent_s=3.0,
    beat_s=0.5,
    again=Again(first_s=1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where everything is."""

    database: str
    journal: str
    gateway: str
    longest_call_s: float = 0.12

    @property
    def url(self) -> URL:
        return make_url(self.database)


class ChaosCaller:
    """Short calls; what comes of each is drawn from its lease's number."""

    def __init__(self, journal: Journal, longest_s: float) -> None:
        self._journal = journal
        self._longest_s = longest_s
        self._live = 0

    @property
    def free(self) -> int:
        return LINES - self._live

    async def call(self, order: CallOrder) -> RecordedCall:
        at = utc_now()
        facts = {"lease": order.lease_id, "contact": order.contact_id}
        self._journal.write(what="begin", number=order.number, **facts)
        self._live += 1
        try:
            drawer = random.Random(order.lease_id)
            await asyncio.sleep(drawer.uniform(0.02, self._longest_s))
            attempt = _drawn(drawer, order, at)
            self._journal.write(what="end", result=attempt.result.value, **facts)
        finally:
            self._live -= 1
        return RecordedCall(attempt=attempt, call_folder=f"chaos/{order.lease_id}")


def _drawn(drawer: random.Random, order: CallOrder, at: datetime) -> Attempt:
    result = drawer.choices(list(RESULTS), list(RESULTS.values()))[0]
    is_talk = result is AttemptResult.ANSWERED
    promised = is_talk and drawer.random() < 0.2
    return Attempt(
        at=at,
        phone=order.number,
        result=result,
        outcome=drawer.choice(("agreed", "refused")) if is_talk else None,
        talked_s=20.0 if is_talk else 0.0,
        turns=4 if is_talk else 0,
        promised_at=at + timedelta(seconds=2) if promised else None,
        is_do_not_call=is_talk and not promised and drawer.random() < 0.05,
    )


async def dial(stage: Stage) -> None:
    caller = ChaosCaller(Journal(Path(stage.journal)), stage.longest_call_s)
    holder = f"chaos/{os.getpid()}-{os.urandom(4).hex()}"
    terms = Terms(holder=holder, lines=LINES, trunks=TRUNKS, house=HOUSE)
    async with open_database(stage.url, connections=3) as engine:
        await Dialer(engine, caller, terms, timing=TIMING).run()


async def do_jobs(stage: Stage) -> None:
    channels = {"sms": MessageChannel(url=stage.gateway)}
    async with (
        open_database(stage.url, connections=3) as engine,
        open_poster() as poster,
    ):
        owed = OwedMessages(engine, poster, channels, HOUSE, utc_now)
        await work(
            JobParts(
                url=stage.url,
                engine=engine,
                house=HOUSE,
                now=lambda: datetime.now(UTC),
                send_owed=owed.send,
                rhythm=RHYTHM,
            )
        )


ROLES = {"dial": dial, "jobs": do_jobs}
