"""Progress and leads while a dialer calls."""

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Thread
from typing import Any

import httpx2
import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.web.conftest import rules_for
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.rules import HouseRules
from voicebot.dialer.dialer import Dialer
from voicebot.dialer.ledger import Terms
from voicebot.dialer.order import CallOrder


class Street:
    """A caller whose people pick up and agree at once; `heard` has each order's number."""

    free = 5

    def __init__(self, rings: asyncio.Event) -> None:
        self.heard: list[tuple[str, float]] = []
        self._rings = rings

    async def call(self, order: CallOrder) -> Attempt:
        self.heard.append((order.number, time.monotonic()))
        at = datetime.now(UTC)
        await self._rings.wait()
        return Attempt(
            at=at,
            phone=order.number,
            result=AttemptResult.ANSWERED,
            outcome="interested",
            talked_s=12.0,
            turns=2,
            fields={"status": "интересно"},
        )


@contextmanager
def dialling(url: URL) -> Iterator[tuple[Street, Any]]:
    """A dialer in a thread; calls end when the second is called."""
    made: list[Any] = []

    async def dial() -> None:
        engine = create_async_engine(url)
        rings = asyncio.Event()
        street = Street(rings)
        trunks = (TrunkBudget(name="main", lines=5, calls_per_s=None),)
        terms = Terms(holder="test", lines=5, trunks=trunks, house=HouseRules())
        dialer = Dialer(engine, street, terms)
        made.extend((asyncio.get_running_loop(), street, rings, dialer))
        await dialer.run()
        await engine.dispose()

    thread = Thread(target=lambda: asyncio.run(dial()))
    thread.start()
    while len(made) < 4:
        time.sleep(0.01)
    loop, street, rings, dialer = made
    try:
        yield street, lambda: loop.call_soon_threadsafe(rings.set)
    finally:
        loop.call_soon_threadsafe(rings.set)
        loop.call_soon_threadsafe(dialer.drain)
        thread.join(30)


def zone_at_work() -> str:
    """One in which it is about two in the afternoon."""
    ahead = 14 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


@pytest.fixture
def running_campaign(site: httpx2.Client, new_name: str) -> str:
    rules = rules_for(
        new_name, zones=[zone_at_work()], lists={"interested": "интересно"}
    )
    assert site.post("/campaigns", json=rules).status_code == 201
    assert site.post(f"/campaigns/{new_name}/start").status_code == 200
    return new_name


def send(site: httpx2.Client, campaign: str, number: str) -> int:
    lead = {"number": number, "slots": {"client_name": "Анна"}, "key": number}
    added = site.post(f"/campaigns/{campaign}/contacts", json=lead)
    assert added.status_code == 201, added.text
    contact: int = added.json()["id"]
    return contact


def test_a_lead_is_dialled_within_two_seconds_and_its_result_is_told(
    site: httpx2.Client, site_database: URL, running_campaign: str
) -> None:
    with dialling(site_database) as (street, hang_up):
        sent_s = time.monotonic()
        contact = send(site, running_campaign, "+79161110001")
        heard = next(heard_of(street, "+79161110001"))
        assert heard - sent_s < 2.0
        cancelled = site.post(f"/contacts/{contact}/cancel")
        assert cancelled.status_code == 409
        assert "is being called just now" in cancelled.json()["detail"]
        assert site.get(f"/contacts/{contact}").json()["contact"]["is_calling"] is True
        hang_up()
        told = next(told_when(site, contact, "finished_at"))
    assert told["contact"]["list"] == "интересно"
    assert [each["result"] for each in told["attempts"]] == ["answered"]
    assert told["attempts"][0]["number"] == "+79161110001"
    assert told["attempts"][0]["fields"] == {"status": "интересно"}
    calls = site.get(f"/campaigns/{running_campaign}/attempts").json()
    assert [(one["contact_id"], one["list"]) for one in calls["attempts"]] == [
        (contact, "интересно")
    ]
    again = site.get(
        f"/campaigns/{running_campaign}/attempts", params={"since": calls["next"]}
    )
    assert again.json()["attempts"] == calls["attempts"]
    csv = site.get(f"/campaigns/{running_campaign}/results").text
    assert "79161110001" in csv
    assert "интересно" in csv


def test_who_follows_sees_each_change_until_all_is_done(
    site: httpx2.Client, site_database: URL, running_campaign: str
) -> None:
    path = f"/campaigns/{running_campaign}/progress/stream"
    with (
        dialling(site_database) as (_street, hang_up),
        site.stream("GET", path) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        figures = progress_in(answer)
        assert next(figures)["contacts"] == 0
        send(site, running_campaign, "+79161110002")
        assert (
            next(one for one in figures if one["ringing_or_talking"])["finished"] == 0
        )
        hang_up()
        done = next(one for one in figures if one["finished"])
    assert (done["attempts"], done["lists"]) == (1, {"интересно": 1})


def test_a_lead_wakes_a_campaign_that_had_nobody_left(
    site: httpx2.Client, site_database: URL, running_campaign: str
) -> None:
    execute(
        site_database,
        f"UPDATE campaigns SET status = 'finished' WHERE name = '{running_campaign}'",
    )
    send(site, running_campaign, "+79161110003")
    shown = site.get(f"/campaigns/{running_campaign}").json()
    assert (shown["status"], shown["status_why"]) == ("running", "a new contact came")


def heard_of(street: Street, number: str) -> Iterator[float]:
    deadline_s = time.monotonic() + 10
    while time.monotonic() < deadline_s:
        yield from (at for heard, at in list(street.heard) if heard == number)


def told_when(site: httpx2.Client, contact: int, key: str) -> Iterator[Any]:
    deadline_s = time.monotonic() + 10
    while time.monotonic() < deadline_s:
        told = site.get(f"/contacts/{contact}").json()
        if told["contact"][key]:
            yield told


def progress_in(answer: httpx2.Response) -> Iterator[Any]:
    for line in answer.iter_lines():
        if line.startswith("data: {"):
            yield json.loads(line.removeprefix("data: "))


def execute(url: URL, sql: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()
