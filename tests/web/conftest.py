"""A real HTTP server on loopback over a real database."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from pydantic import SecretStr
from sqlalchemy import URL, create_engine, text

from tests.store.conftest import (  # noqa: F401  # fixtures of a real PostgreSQL
    database,
    empty_database,
    server,
)
from voicebot.setting_parts.database import DatabaseSettings
from voicebot.setting_parts.web import WebSettings
from voicebot.settings import Settings
from voicebot.store.upgrading import upgrade_database
from voicebot.web.serving import serving

ROOT = "/api/v1"
TOKEN = "a-secret-of-the-crm-1234567890"
CRM = {"Authorization": f"Bearer {TOKEN}"}


def settings_for(url: URL, **web: Any) -> Settings:
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    known = {"port": 0, "tokens": {"crm": SecretStr(TOKEN)}, **web}
    return Settings(
        database=DatabaseSettings(url=SecretStr(address), connect_s=2),
        web=WebSettings(**known),
    )


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """The server in a thread of its own; gives its address."""
    started: Future[str] = Future()
    loops: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def serve() -> None:
        leaving = asyncio.Event()
        loops.append((asyncio.get_running_loop(), leaving))
        async with serving(settings) as address:
            started.set_result(address)
            await leaving.wait()

    def run() -> None:
        try:
            asyncio.run(serve())
        except BaseException as error:
            if started.done():
                raise
            started.set_exception(error)

    thread = threading.Thread(target=run, name="http server")
    thread.start()
    address = started.result(timeout=20)
    try:
        yield address
    finally:
        loop, leaving = loops[0]
        loop.call_soon_threadsafe(leaving.set)
        thread.join(30)


@pytest.fixture(scope="module")
def site_database(server: URL) -> URL:  # noqa: F811  # pytest's own way to name a fixture
    """With all tables; one for all tests of a file, each of which has its own campaigns."""
    name = f"web_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    url = server.set(database=name)
    upgrade_database(url)
    return url


@pytest.fixture(scope="module")
def site(site_database: URL) -> Iterator[httpx2.Client]:
    """A CRM's client of a server."""
    with (
        running(settings_for(site_database)) as address,
        httpx2.Client(base_url=f"{address}{ROOT}", headers=CRM, timeout=20) as client,
    ):
        yield client


def rules_for(name: str, **changed: Any) -> dict[str, Any]:
    """Of a campaign that may start at once, in Moscow's hours."""
    return {
        "campaign": name,
        "title": "Заявки",
        "scenario": "credit_lead",
        "zones": ["Europe/Moscow"],
        "test": True,
        **changed,
    }


@pytest.fixture
def new_name() -> str:
    return f"leads-{uuid4().hex[:8]}"


@pytest.fixture
def campaign(site: httpx2.Client, new_name: str) -> str:
    """The name of a campaign that does not run yet."""
    made = site.post("/campaigns", json=rules_for(new_name))
    assert made.status_code == 201, made.text
    return new_name
