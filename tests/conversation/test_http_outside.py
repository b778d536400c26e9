"""Webhooks and messages against a real server on loopback."""

import asyncio
import json
import logging
from collections.abc import Mapping

import pytest
from pydantic import SecretStr

from tests.conversation.http_server import (
    Behaviour,
    HookServer,
    answers,
    answers_raw,
    drips,
    hangs_up,
    in_turn,
    never_answers,
    serving,
)
from voicebot.conversation.courier import deliver
from voicebot.conversation.http_outside import open_outside
from voicebot.conversation.json_reply import read_json
from voicebot.conversation.outside import (
    Delivery,
    HookAnswer,
    HookFailure,
    NothingOutside,
    Outside,
)
from voicebot.conversation.poster import MOST_BYTES, NoReply, Reply, open_poster
from voicebot.settings import MessageChannel, Settings, WebAddress

ENVELOPE: Mapping[str, object] = {"call": {"id": "c1"}, "send": {"name": "Анна"}}
TOKEN = SecretStr("s3cret")


def settings(url: str) -> Settings:
    return Settings(
        webhooks={
            "crm": WebAddress(
                url=url, token=TOKEN, headers={"X-Tenant": SecretStr("shop")}
            )
        },
        messages={"sms": MessageChannel(url=url, token=TOKEN, timeout_s=0.3)},
    )


async def ask(
    behave: Behaviour, *, times: int = 1, timeout_s: float = 2.0
) -> tuple[list[HookAnswer | HookFailure], HookServer]:
    async with serving(behave) as server:
        with open_outside(settings(server.url)) as outside:
            got = [
                await outside.ask("crm", ENVELOPE, timeout_s=timeout_s)
                for _ in range(times)
            ]
        return got, server


def failure(behave: Behaviour, timeout_s: float = 2.0) -> HookFailure:
    [got], _ = asyncio.run(ask(behave, timeout_s=timeout_s))
    assert isinstance(got, HookFailure)
    return got


def test_the_request_carries_the_json_the_token_and_the_settings_headers() -> None:
    [got], server = asyncio.run(ask(answers({"manager": {"name": "Иван"}})))
    assert isinstance(got, HookAnswer)
    assert (got.status, got.body) == (200, {"manager": {"name": "Иван"}})
    [asked] = server.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/hook", ENVELOPE)
    assert asked.headers["Authorization"] == "Bearer s3cret"
    assert asked.headers["X-Tenant"] == "shop"
    assert asked.headers["Content-Type"] == "application/json; charset=utf-8"
    assert len(asked.headers["Idempotency-Key"]) == 32
    assert "Cookie" not in asked.headers


def test_every_request_has_its_own_idempotency_key() -> None:
    _, server = asyncio.run(ask(answers({}), times=2))
    keys = {asked.headers["Idempotency-Key"] for asked in server.asked}
    assert len(keys) == 2


def test_one_connection_serves_one_call_after_another_and_keeps_no_cookie() -> None:
    behave = answers({}, "200 OK", "Set-Cookie: id=1")
    got, server = asyncio.run(ask(behave, times=3))
    assert all(isinstance(one, HookAnswer) for one in got)
    assert server.connections == 1
    assert all("Cookie" not in asked.headers for asked in server.asked)


def test_a_reply_without_content_is_an_answer_that_brings_nothing() -> None:
    [got], _ = asyncio.run(ask(answers_raw(b"", "204 No Content")))
    assert isinstance(got, HookAnswer)
    assert got.body is None


@pytest.mark.parametrize("status", ["400 Bad Request", "500 Oh", "302 Found"])
def test_a_status_that_is_no_success_is_a_failure(status: str) -> None:
    got = failure(answers({}, status, "Location: http://127.0.0.1:9/elsewhere"))
    assert (got.reason, got.status) == (f"HTTP {status[:3]}", int(status[:3]))
    assert not got.is_timeout


def test_a_redirect_is_not_followed() -> None:
    async def run() -> int:
        async with serving(answers({})) as elsewhere:
            await ask(answers({}, "307 Moved", f"Location: {elsewhere.url}"))
            return len(elsewhere.asked)

    assert asyncio.run(run()) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"<html>",
        b'{"a": NaN}',
        b'{"a": "\\ud800"}',
        b'{"a": "\\uDFFF"}',
        b"[" * 100_000,
        b"\xff\xfe\xff",
        b"1" * 5000,
    ],
)
def test_what_is_not_json_is_a_failure(content: bytes) -> None:
    assert failure(answers_raw(content)).reason == "the reply is not JSON"


def test_a_whole_surrogate_pair_is_a_character() -> None:
    assert read_json(b'{"a": "\\ud83d\\ude00"}') == {"a": "\U0001f600"}


def test_json_may_begin_with_a_byte_order_mark() -> None:
    assert read_json('\ufeff{"имя": "Анна"}'.encode()) == {"имя": "Анна"}


def test_a_huge_reply_is_given_up() -> None:
    assert "1 MB" in failure(answers_raw(b" " * (MOST_BYTES + 1))).reason


def test_a_compressed_reply_is_not_unpacked() -> None:
    got = failure(answers_raw(b"x", "200 OK", "Content-Encoding: gzip"))
    assert "compressed" in got.reason


@pytest.mark.parametrize("behave", [never_answers, drips])
def test_one_deadline_covers_the_whole_exchange(behave: Behaviour) -> None:
    got = failure(behave, timeout_s=0.2)
    assert got.is_timeout
    assert 0.2 <= got.took_s < 0.5


def test_a_server_that_only_hangs_up_is_a_failure_and_no_timeout() -> None:
    got = failure(hangs_up)
    assert not got.is_timeout
    assert "broke off" in got.reason


def test_a_kept_connection_that_was_closed_costs_one_more_try_under_the_same_key() -> (
    None
):
    [got], server = asyncio.run(ask(in_turn(hangs_up, answers({"ok": True}))))
    assert isinstance(got, HookAnswer)
    keys = [asked.headers["Idempotency-Key"] for asked in server.posts]
    assert len(keys) == 2
    assert keys[0] == keys[1]


def test_a_refused_connection_is_told_at_once() -> None:
    async def run() -> HookAnswer | HookFailure:
        with open_outside(settings("http://127.0.0.1:1/hook")) as outside:
            return await outside.ask("crm", ENVELOPE, timeout_s=5)

    got = asyncio.run(run())
    assert isinstance(got, HookFailure)
    assert got.reason.startswith("connection failed")
    assert got.took_s < 1


def test_what_does_not_speak_http_is_a_failure_that_repeats_nothing_of_it() -> None:
    async def behave(asked: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 +79261234567 ESMTP\r\n\r\n")

    assert "79261234567" not in failure(behave).reason


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("nobody", "not in the settings"),
        ("http://127.0.0.1:9/hook", "https:// addresses only"),
        ("file:///etc/passwd", "https:// addresses only"),
        ("https://user:word@crm.example.com/", "holds no password"),
        ("https://", "write an address"),
    ],
)
def test_nothing_is_sent_to_whom_nothing_may_be_sent(to: str, reason: str) -> None:
    async def run() -> HookAnswer | HookFailure:
        with open_outside(Settings()) as outside:
            return await outside.ask(to, ENVELOPE, timeout_s=1)

    got = asyncio.run(run())
    assert isinstance(got, HookFailure)
    assert reason in got.reason


def test_a_cancelled_request_closes_its_connection() -> None:
    async def run() -> None:
        async with serving(never_answers) as server, asyncio.timeout(5):
            with open_outside(settings(server.url)) as outside:
                asking = asyncio.create_task(outside.ask("crm", ENVELOPE, timeout_s=60))
                await server.was_asked.wait()
                asking.cancel()
                await asyncio.wait({asking})
                assert asking.cancelled()
                await server.was_left.wait()

    asyncio.run(run())


def test_a_webhook_that_will_be_asked_is_connected_to_in_advance() -> None:
    async def run() -> HookServer:
        async with serving(answers({})) as server, asyncio.timeout(5):
            with open_outside(settings(server.url)) as outside:
                outside.warm(["crm", "crm", "nobody"])
                await server.was_asked.wait()
            return server

    assert [asked.method for asked in asyncio.run(run()).asked] == ["HEAD"]


def test_a_warm_connection_is_used_and_not_warmed_again() -> None:
    async def run() -> HookServer:
        async with serving(answers({})) as server, open_poster() as poster:
            crm = settings(server.url).webhooks["crm"]
            await poster.warm(crm)
            await poster.post(crm, ENVELOPE, key="1", timeout_s=1)
            await poster.warm(crm)
            return server

    server = asyncio.run(run())
    assert [asked.method for asked in server.asked] == ["HEAD", "POST"]
    assert "Authorization" not in server.asked[0].headers
    assert server.connections == 1


@pytest.mark.parametrize("behave", [hangs_up, answers({}, "405 No")])
def test_a_server_that_dislikes_the_warming_is_asked_all_the_same(
    behave: Behaviour,
) -> None:
    async def run() -> Reply | NoReply:
        behaviour = in_turn(behave, answers({}))
        async with serving(behaviour) as server, open_poster() as poster:
            crm = settings(server.url).webhooks["crm"]
            await poster.warm(crm)
            return await poster.post(crm, ENVELOPE, key="1", timeout_s=1)

    assert isinstance(asyncio.run(run()), Reply)


async def delivered(behave: Behaviour) -> tuple[Delivery, int]:
    async with serving(behave) as server, open_poster() as poster:
        gateway = settings(server.url).messages["sms"]
        delivery = await deliver(poster, gateway, {"text": "Ждём"}, (0.01, 0.01))
        assert len({asked.headers["Idempotency-Key"] for asked in server.posts}) == 1
        return delivery, len(server.posts)


def test_a_gateway_that_recovers_gets_the_message() -> None:
    behave = in_turn(never_answers, answers({}, "503 Busy"), answers_raw(b"OK"))
    assert asyncio.run(delivered(behave)) == (Delivery(tries=3, reason=None), 3)


def test_a_message_is_given_up_after_three_tries() -> None:
    got, posts = asyncio.run(delivered(answers({}, "500 Oh")))
    assert (got, posts) == (Delivery(tries=3, reason="HTTP 500"), 3)


def test_a_refused_message_is_not_sent_again() -> None:
    got, posts = asyncio.run(delivered(answers({}, "422 No")))
    assert (got, posts) == (Delivery(tries=1, reason="HTTP 422"), 1)


def test_a_message_goes_to_the_gateway_of_its_channel() -> None:
    async def run() -> tuple[Delivery, HookServer]:
        async with serving(answers_raw(b"accepted")) as server:
            with open_outside(settings(server.url)) as outside:
                return await outside.deliver(
                    "sms", {"to": "+7926", "text": "Ждём"}
                ), server

    got, server = asyncio.run(run())
    assert got == Delivery(tries=1, reason=None)
    assert [asked.body for asked in server.asked] == [{"to": "+7926", "text": "Ждём"}]
    assert server.asked[0].headers["Authorization"] == "Bearer s3cret"


@pytest.mark.parametrize("is_http", [True, False])
def test_without_settings_every_name_is_unknown(is_http: bool) -> None:
    async def run(outside: Outside) -> None:
        outside.warm(["crm"])
        got = await outside.ask("crm", ENVELOPE, timeout_s=1)
        assert isinstance(got, HookFailure)
        assert got.reason == "not in the settings"
        delivery = await outside.deliver("sms", {})
        assert delivery == Delivery(tries=0, reason="not in the settings")

    if is_http:
        with open_outside(Settings()) as outside:
            asyncio.run(run(outside))
    else:
        asyncio.run(run(NothingOutside()))


def test_nothing_of_an_exchange_reaches_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        asyncio.run(ask(answers({"name": "Иван"})))
        failure(answers_raw(b"Anna"))
    logged = json.dumps([str(record.__dict__) for record in caplog.records])
    assert all(word not in logged for word in ("Анна", "Иван", "Anna", "s3cret"))
