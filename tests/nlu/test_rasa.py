"""A server that is slow, broken or gone costs a deadline three times, then nothing."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.conversation.http_server import (
    Behaviour,
    answers_raw,
    drips,
    hangs_up,
    never_answers,
)
from tests.nlu.stand_in import (
    StandIn,
    dead_url,
    knows,
    late,
    says,
    speaks_no_http,
    standing_in,
)
from voicebot.nlu.opinion import Judged, Silent
from voicebot.nlu.rasa import RasaServer
from voicebot.nlu.trust import MOST_FAILURES

DEADLINE_S = 0.15
RETRY_S = 0.05
PATIENCE_S = 20.0
"""For a busy machine; what is waited for mostly comes in milliseconds."""


@contextmanager
def opened(url: str, *, retry_s: float = PATIENCE_S) -> Iterator[RasaServer]:
    server = RasaServer(url, timeout_s=DEADLINE_S, retry_s=retry_s)
    try:
        yield server
    finally:
        server.close()


@contextmanager
def woken(then: Behaviour) -> Iterator[tuple[RasaServer, StandIn]]:
    """A server that answered at the start, and does this `then`."""
    with standing_in(says(no=0.9)) as stand_in, opened(stand_in.url) as server:
        stand_in.becomes(then)
        yield server, stand_in


def until(is_so: Callable[[], bool]) -> None:
    ends_s = time.monotonic() + PATIENCE_S
    pause = threading.Event()
    while not is_so():
        assert time.monotonic() < ends_s
        pause.wait(0.01)


def test_it_is_asked_as_rasas_http_api_wants_to_be() -> None:
    with woken(knows({"да, слушаю": "yes"})) as (server, stand_in):
        opinion = server.ask("да, слушаю")
        assert isinstance(opinion, Judged)
        assert opinion.candidates[0].intent == "yes"
        assert stand_in.texts[-1] == "да, слушаю"
        assert stand_in.paths == {"/model/parse"}


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (never_answers, "did not answer in 150 ms"),
        (drips, "did not answer in 150 ms"),
        (late(1.0, says(yes=0.9)), "did not answer in 150 ms"),
        (hangs_up, "broke off, or spoke no HTTP"),
        (speaks_no_http(), "broke off, or spoke no HTTP"),
        (answers_raw(b"{}", "500 Oh no"), "answered with HTTP 500"),
        (answers_raw(b"{}", "409 Conflict"), "answered with HTTP 409"),
        (answers_raw(b"{}", "302 Found"), "answered with HTTP 302"),
        (answers_raw(b"<html>"), "gave an answer that cannot be read"),
        (answers_raw(b" " * 300_000), "gave an answer that cannot be read"),
    ],
)
def test_what_goes_wrong_is_told_within_the_deadline(
    behaviour: Behaviour, reason: str
) -> None:
    with woken(behaviour) as (server, _stand_in):
        began_s = time.monotonic()
        opinion = server.ask("да")
        took_s = time.monotonic() - began_s
    assert opinion == Silent(reason=reason)
    assert took_s < DEADLINE_S + 0.5  # the half second is for a busy machine


def test_after_three_failures_in_a_row_nobody_waits() -> None:
    with woken(never_answers) as (server, stand_in):
        for _ in range(MOST_FAILURES):
            server.ask("да")
        asked = len(stand_in.texts)
        began_s = time.monotonic()
        opinions = {server.ask("да") for _ in range(100)}
        took_s = time.monotonic() - began_s
        assert opinions == {
            Silent(
                reason="is left out until it answers again"
                " (it did not answer in 150 ms)"
            )
        }
        assert took_s < DEADLINE_S
        assert len(stand_in.texts) == asked


def test_a_failure_now_and_then_is_forgiven() -> None:
    with woken(says(yes=0.9)) as (server, stand_in):
        for _ in range(MOST_FAILURES):
            stand_in.becomes(answers_raw(b""))
            for _ in range(MOST_FAILURES - 1):
                assert isinstance(server.ask("да"), Silent)
            stand_in.becomes(says(yes=0.9))
            assert isinstance(server.ask("да"), Judged)


def test_a_server_that_is_not_there_costs_no_call_anything() -> None:
    with opened(dead_url()) as server:
        began_s = time.monotonic()
        opinion = server.ask("да")
        assert time.monotonic() - began_s < DEADLINE_S
    assert isinstance(opinion, Silent)
    assert "cannot be reached" in opinion.reason


def test_it_is_asked_again_once_it_answers_again() -> None:
    with (
        standing_in(answers_raw(b"", "503 Later")) as stand_in,
        opened(stand_in.url, retry_s=RETRY_S) as server,
    ):
        assert isinstance(server.ask("да"), Silent)
        stand_in.becomes(says(yes=0.9))
        until(lambda: isinstance(server.ask("да"), Judged))


def test_calls_ask_at_once_from_their_own_threads() -> None:
    texts = [f"ответ {number}" for number in range(8)]
    found: dict[str, str] = {}
    with woken(knows({text: f"is {text}" for text in texts})) as (server, _stand_in):

        def ask(text: str) -> None:
            opinion = server.ask(text)
            assert isinstance(opinion, Judged)
            found[text] = opinion.candidates[0].intent

        threads = [threading.Thread(target=ask, args=(text,)) for text in texts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {text: f"is {text}" for text in texts}
