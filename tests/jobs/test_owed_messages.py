"""Owed messages go out once, in their hours, however often a gateway fails."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncEngine
from typing_extensions import override

from tests.dialer.dialling import HOUSE, NOON, PlayedClock, count, until
from tests.jobs.playing import call_all, execute, run, running
from voicebot.campaign.attempt import AttemptResult
from voicebot.conversation.poster import open_poster
from voicebot.jobs.again import NotNow
from voicebot.jobs.app import open_app, recover_stalled
from voicebot.jobs.message_check import message_complaints
from voicebot.jobs.owed_messages import OwedMessages
from voicebot.settings import MessageChannel
from voicebot.store.campaigns import rules_of
from voicebot.store.contacts import contact_state
from voicebot.store.do_not_call import forbid

OFFER = """
campaign: shop
scenario: shop
test: true
retries:
  no_answer:
    series: [{attempts: 1, message: offer}, {attempts: 1, every: 1h}]
messages:
  offer: "Добрый день, {client_name}. Сумма {sum | else уточняется}"
"""


@dataclass(slots=True, kw_only=True)
class Gateway:
    """Answers with `code`, and keeps what it was told."""

    url: str
    code: int
    told: list[dict[str, Any]]
    keys: list[str]


@contextmanager
def open_gateway(code: int = 200) -> Iterator[Gateway]:
    gateway = Gateway(url="", code=code, told=[], keys=[])

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the library's name
            size = int(self.headers["Content-Length"])
            gateway.told.append(json.loads(self.rfile.read(size)))
            gateway.keys.append(self.headers["Idempotency-Key"])
            self.send_response(gateway.code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        @override
        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        gateway.url = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield gateway
        finally:
            server.shutdown()
            thread.join()


@asynccontextmanager
async def owing(
    url: URL, gateway: Gateway, clock: PlayedClock
) -> AsyncIterator[tuple[AsyncEngine, OwedMessages]]:
    """One contact who did not pick up, and is owed the offer."""
    channels = {"sms": MessageChannel(url=gateway.url)} if gateway.url else {}
    async with (
        running(url, OFFER, 1) as (engine, _number),
        open_poster() as poster,
    ):
        assert await call_all(engine, AttemptResult.NO_ANSWER) == 1
        yield engine, OwedMessages(engine, poster, channels, HOUSE, clock)


async def contact_id(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        found = await connection.execute(text("SELECT id FROM contacts"))
        number: int = found.scalar_one()
        return number


async def owed_and_sent(engine: AsyncEngine) -> tuple[tuple[str, ...], ...]:
    async with engine.connect() as connection:
        state = await contact_state(connection, await contact_id(engine))
    return state.owed_messages, state.sent_messages


def test_a_message_says_the_persons_slots_and_is_owed_no_more(database: URL) -> None:
    async def play() -> None:
        with open_gateway() as gateway:
            async with owing(database, gateway, PlayedClock()) as (engine, owed):
                number = await contact_id(engine)
                await owed.send(number)
                await owed.send(number)
                assert await owed_and_sent(engine) == ((), ("offer",))
        (told,) = gateway.told
        assert told["message"] == {
            "id": f"contact-{number}/offer/1",
            "channel": "sms",
            "to": "+74950000000",
            "text": "Добрый день, Анна. Сумма уточняется",
        }
        assert told["campaign"] == {"name": "shop", "contact": str(number)}
        assert gateway.keys == [f"contact-{number}/offer/1"]

    run(play)


def test_a_gateway_that_fails_is_asked_again_under_the_same_key(database: URL) -> None:
    async def play() -> None:
        with open_gateway(503) as gateway:
            async with owing(database, gateway, PlayedClock()) as (engine, owed):
                number = await contact_id(engine)
                with pytest.raises(NotNow, match="503"):
                    await owed.send(number)
                assert await owed_and_sent(engine) == (("offer",), ())
                gateway.code = 200
                await owed.send(number)
                assert await owed_and_sent(engine) == ((), ("offer",))
        assert len(set(gateway.keys)) == 1
        assert len(gateway.keys) == 2

    run(play)


def test_a_message_whose_sender_died_is_not_sent_twice(database: URL) -> None:
    async def play() -> None:
        with open_gateway() as gateway:
            async with owing(database, gateway, PlayedClock()) as (engine, owed):
                number = await contact_id(engine)
                sending = asyncio.create_task(owed.send(number))
                await until(lambda: bool(gateway.told))
                sending.cancel()
                await asyncio.gather(sending, return_exceptions=True)
                await owed.send(number)
        assert len(gateway.told) == 1

    run(play)


def test_a_message_that_is_refused_for_good_is_not_sent_again(database: URL) -> None:
    async def play() -> None:
        with open_gateway(400) as gateway:
            async with owing(database, gateway, PlayedClock()) as (engine, owed):
                await owed.send(await contact_id(engine))
                assert await owed_and_sent(engine) == ((), ())
        assert len(gateway.told) == 1

    run(play)


def test_nobody_gets_a_message_at_night(database: URL) -> None:
    async def play() -> None:
        night = PlayedClock(NOON + timedelta(hours=10))
        with open_gateway() as gateway:
            async with owing(database, gateway, night) as (engine, owed):
                with pytest.raises(NotNow) as caught:
                    await owed.send(await contact_id(engine))
                assert caught.value.until == NOON + timedelta(hours=21)
        assert gateway.told == []

    run(play)


def test_who_asked_for_silence_gets_no_message_either(database: URL) -> None:
    async def play() -> None:
        with open_gateway() as gateway:
            async with owing(database, gateway, PlayedClock()) as (engine, owed):
                async with engine.begin() as connection:
                    await forbid(
                        connection, "+74950000000", since=NOON, reason="by post"
                    )
                await owed.send(await contact_id(engine))
                assert await owed_and_sent(engine) == ((), ())
        assert gateway.told == []

    run(play)


def test_without_its_channel_a_message_waits(database: URL) -> None:
    async def play() -> None:
        nowhere = Gateway(url="", code=200, told=[], keys=[])
        async with owing(database, nowhere, PlayedClock()) as (engine, owed):
            with pytest.raises(NotNow, match="sms"):
                await owed.send(await contact_id(engine))
            assert await owed_and_sent(engine) == (("offer",), ())

    run(play)


def test_the_outcomes_job_sends_it(database: URL) -> None:
    async def play() -> None:
        with open_gateway() as gateway:
            async with owing(database, gateway, PlayedClock()) as (engine, owed):
                assert await count(engine, "procrastinate_jobs") == 1
                async with open_app(database, owed.send) as app:
                    await app.run_worker_async(
                        wait=False, install_signal_handlers=False
                    )
                assert await owed_and_sent(engine) == ((), ("offer",))
        assert len(gateway.told) == 1

    run(play)


def test_the_job_of_a_worker_that_died_is_done_by_another(database: URL) -> None:
    async def play() -> None:
        with open_gateway() as gateway:
            async with owing(database, gateway, PlayedClock()) as (engine, owed):
                async with engine.begin() as connection:
                    await execute(
                        connection, "UPDATE procrastinate_jobs SET status = 'doing'"
                    )
                async with open_app(database, owed.send) as app:
                    assert await recover_stalled(app) == 1
                    await app.run_worker_async(
                        wait=False, install_signal_handlers=False
                    )
                assert await owed_and_sent(engine) == ((), ("offer",))
        assert len(gateway.told) == 1

    run(play)


def test_what_a_message_lacks_is_told_before_the_start(
    database: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICEBOT_LANG", "en")
    lacking = OFFER + "  later: {text: 'Ждём вас {meeting_at}', channel: telegram}\n"

    async def play() -> None:
        async with (
            running(database, OFFER, 1) as (engine, number),
            engine.connect() as connection,
        ):
            rules = rules_of(OFFER)
            assert await message_complaints(connection, number, rules, {"sms"}) == ()
            told = await message_complaints(
                connection, number, rules_of(lacking), {"sms"}
            )
            assert len(told) == 2
            assert '"meeting_at"' in told[0]
            assert "{meeting_at | else …}" in told[0]
            assert '"telegram"' in told[1]

    run(play)
