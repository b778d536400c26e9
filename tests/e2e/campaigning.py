"""A node that dials for campaigns, and the database that it dials from."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import URL, RowMapping, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tests.e2e.conftest import DIALOGS
from voicebot.campaign.phone import Phone
from voicebot.campaign.state import ContactState
from voicebot.store.campaigns import CampaignStatus, create_campaign, set_status
from voicebot.store.contacts import add_contact
from voicebot.store.database import DRIVER
from voicebot.store.upgrading import upgrade_database

WITHIN_S = 150
LOOKS_EVERY_S = 0.2
QUICK = {"bind": "127.0.0.1", "port": 0, "no_response_s": 2}
_NOON = 12
ASKS = """\
scenario: asks
about: Спрашивает, удобно ли говорить.
nodes:
  first:
    say: Это робот. Вам удобно говорить?
    on: {yes: done, no: bye}
  done: {say: Спасибо. До свидания., outcome: agreed, hang_up: true}
  bye: {say: Хорошо. До свидания., outcome: refused, hang_up: true}
"""


def zone_of_noon() -> str:
    """A zone where it is about noon now, so that a test may call at any hour.

    POSIX turns the sign: Etc/GMT-3 is three hours east.
    """
    east = (_NOON - datetime.now(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-east:+d}"


async def start_campaign(url: URL, rules: str, numbers: Sequence[str]) -> None:
    """With a contact for each number, each in a zone that may be called."""
    now = datetime.now(UTC)
    zones = (zone_of_noon(),)
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        campaign = await create_campaign(connection, rules, now=now)
        for number in numbers:
            phone = Phone(number=number, zones=zones)
            state = ContactState(phones=(phone,), next_at=now - timedelta(seconds=1))
            await add_contact(connection, campaign.id, state, {})
        running = CampaignStatus.RUNNING
        await set_status(connection, campaign.id, running, now=now)
    await engine.dispose()


class Base:
    """What the database tells of the campaigns, to whoever looks from outside."""

    def __init__(self, url: URL) -> None:
        self.url = url

    def rows(self, query: str) -> Sequence[RowMapping]:
        engine = create_engine(self.url)
        try:
            with engine.connect() as connection:
                return connection.execute(text(query)).mappings().all()
        finally:
            engine.dispose()

    async def until(self, query: str, expected: object) -> None:
        """The query's one figure becomes that; the server may die meanwhile."""
        engine = create_async_engine(self.url, pool_pre_ping=True)
        try:
            while await _figure(engine, query) != expected:  # noqa: ASYNC110  # no event tells
                await asyncio.sleep(LOOKS_EVERY_S)
        finally:
            await engine.dispose()

    async def until_finished(self) -> None:
        """No contact waits, and no call goes on."""
        await self.until(
            "SELECT (SELECT count(*) FROM contacts WHERE finished_at IS NULL)"
            " + (SELECT count(*) FROM leases)",
            0,
        )


async def _figure(engine: AsyncEngine, query: str) -> object:
    """None while nobody answers."""
    try:
        async with engine.connect() as connection:
            found: object = (await connection.execute(text(query))).scalar_one()
    except DBAPIError:
        return None
    return found


def embedded(folder: Path, *, lines: int) -> dict[str, Any]:
    """Settings of a node with a database of its own."""
    return {
        "database": {"folder": str(folder / "postgres")},
        "campaigns": {"lines": lines},
    }


def with_tables(url: URL) -> URL:
    url = url.set(drivername=DRIVER)
    upgrade_database(url)
    return url


def node_settings(
    folder: Path, trunk: Mapping[str, Any], scenarios: Mapping[str, str], **more: Any
) -> Path:
    """The settings' file of a node in `folder`, with these scenarios beside our phrases."""
    dialogs = folder / "dialogs"
    dialogs.mkdir(parents=True)
    (dialogs / "phrases").symlink_to(DIALOGS / "phrases")
    for name, scenario in scenarios.items():
        (dialogs / f"{name}.yaml").write_text(scenario, encoding="utf-8")
    settings = {
        "sip": QUICK,
        "node": {"calls": 1, "metrics": None, "drain_s": 30},
        "speech": {"services": 1},
        "trunks": {"main": {"keep_alive_s": 0, **trunk}},
        "folders": {
            "dialogs": str(dialogs),
            "recordings": str(folder / "recordings"),
            "run": str(folder),
        },
        **more,
    }
    path = folder / "voicebot.yaml"
    path.write_text(json.dumps(settings), encoding="utf-8")
    return path
