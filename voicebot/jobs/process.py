"""What is done beside calls, as a process of the node; any number of nodes may have one."""

import asyncio
from contextlib import suppress

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from voicebot.campaign.reading.house import house_rules
from voicebot.conversation.poster import open_poster
from voicebot.dialer.dialer import utc_now
from voicebot.jobs.owed_messages import OwedMessages
from voicebot.jobs.working import JobParts, work
from voicebot.node.process_life import (
    beating,
    process_parser,
    run_process,
    told_to_leave,
)
from voicebot.node.reports import Ready
from voicebot.settings import Settings, load_settings
from voicebot.store.database import database_url, open_database

ADDRESS = "jobs"
_CONNECTIONS = 3


async def serve_jobs(settings: Settings) -> None:
    """Until told to leave.

    Raises:
        SettingsError: what holds for all campaigns cannot be read.
        StoreError: the database cannot be used.
    """
    ready = Ready(address=ADDRESS)
    with database_url(settings) as url:
        async with (
            open_database(url, connections=_CONNECTIONS) as engine,
            beating(lambda: ready) as tell,
            asyncio.TaskGroup() as group,
        ):
            working = group.create_task(_work(settings, url, engine), name="jobs")
            tell(ready)
            await told_to_leave()
            working.cancel()


async def _work(settings: Settings, url: URL, engine: AsyncEngine) -> None:
    house = house_rules(settings)
    async with open_poster() as poster:
        owed = OwedMessages(engine, poster, settings.messages, house, utc_now)
        parts = JobParts(
            url=url, engine=engine, house=house, now=utc_now, send_owed=owed.send
        )
        with suppress(asyncio.CancelledError):
            await work(parts)


def main() -> None:
    """`python -m voicebot.jobs.process --name jobs --config voicebot.yaml`."""
    arguments = process_parser("what is done beside calls").parse_args()
    run_process(arguments, lambda: serve_jobs(load_settings(arguments.config)))


if __name__ == "__main__":
    main()
