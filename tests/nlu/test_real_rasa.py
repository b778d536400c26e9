"""The same promises, kept with a real Rasa that was trained on the phrase lists."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from tests.nlu.contract import NOW, ODD, UnderstandingContract
from voicebot.cli.understand import command
from voicebot.nlu.opinion import Judged, Silent
from voicebot.nlu.rasa import RasaServer, rasa_at
from voicebot.nlu.understander import RasaUnderstander
from voicebot.settings import PROJECT_DIR
from voicebot.understanding.understander import Understander

pytestmark = [
    pytest.mark.rasa,
    pytest.mark.timeout(900),
    pytest.mark.skipif(
        "RASA_TESTS" not in os.environ,
        reason="no test has met a real Rasa: `make test-rasa` builds one (Python 3.10)"
        " and runs these",
    ),
]

LONGEST_START_S = 600.0
DEADLINE_S = 0.3
PATIENT_S = 5.0
"""Where a busy machine must not decide about a promise that is not of time."""


class RealRasa:
    """A process of `scripts/rasa-run`."""

    def __init__(self, process: "subprocess.Popen[bytes]", url: str) -> None:
        self._process = process
        self.url = url

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """It lives, and does nothing."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def wait_until_loaded(self) -> None:
        ends_s = time.monotonic() + LONGEST_START_S
        while self._process.poll() is None and time.monotonic() < ends_s:
            try:
                with urlopen(f"{self.url}/status", timeout=PATIENT_S):
                    return
            except OSError:
                time.sleep(0.5)
        raise AssertionError("rasa did not start")


@pytest.fixture(scope="module")
def rasa() -> Iterator[RealRasa]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run = PROJECT_DIR / "scripts" / "rasa-run"
    with subprocess.Popen([run, str(port)]) as process:
        try:
            rasa = RealRasa(process, f"http://127.0.0.1:{port}")
            rasa.wait_until_loaded()
            yield rasa
        finally:
            process.kill()


@pytest.fixture(scope="module")
def server(rasa: RealRasa) -> Iterator[RasaServer]:
    server = RasaServer(rasa.url, timeout_s=PATIENT_S)
    yield server
    server.close()


class TestRealRasa(UnderstandingContract):
    @pytest.fixture
    def understander(
        self, embedded: Understander, server: RasaServer
    ) -> RasaUnderstander:
        return RasaUnderstander.of(embedded, server)


def test_it_has_learnt_the_phrase_lists(
    embedded: Understander, server: RasaServer
) -> None:
    listed = [
        (phrase, intent)
        for intent, phrases in embedded.book.items()
        for phrase in phrases[::40]
    ]
    right = 0
    for phrase, intent in listed:
        opinion = server.ask(phrase)
        assert isinstance(opinion, Judged)
        right += opinion.candidates[0].intent == intent
    assert right / len(listed) > 0.9


def test_every_intent_is_ranked(embedded: Understander, server: RasaServer) -> None:
    opinion = server.ask(ODD)
    assert isinstance(opinion, Judged)
    assert {one.intent for one in opinion.candidates} == set(embedded.book)


def test_a_command_understands_through_it(
    rasa: RealRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICEBOT_NLU__ENGINE", "rasa")
    monkeypatch.setenv("VOICEBOT_NLU__URL", rasa.url)
    monkeypatch.setenv("VOICEBOT_NLU__TIMEOUT_MS", "2000")
    result = CliRunner().invoke(command, ["--json"], input="да конечно\n")
    rasa_at(rasa.url, 2.0).close()
    rasa_at.cache_clear()
    told = json.loads(result.stdout)
    assert told["intent"] == "yes"
    assert "; rasa: yes " in told["why"]


def test_one_that_hangs_is_left_out_and_taken_back(
    rasa: RealRasa, embedded: Understander
) -> None:
    server = RasaServer(rasa.url, timeout_s=DEADLINE_S, retry_s=0.2)
    understander = RasaUnderstander.of(embedded, server)
    alone = embedded.understand(ODD, now=NOW)
    with rasa.stopped():
        began_s = time.monotonic()
        meanings = [understander.understand(ODD, now=NOW) for _ in range(20)]
        took_s = time.monotonic() - began_s
    assert all(one.intent == alone.intent for one in meanings)
    assert meanings[0].why == f"rasa did not answer in 300 ms; {alone.why}"
    assert meanings[-1].why.startswith("rasa is left out until it answers again (")
    assert took_s < 20 * DEADLINE_S / 2
    ends_s = time.monotonic() + LONGEST_START_S
    while isinstance(server.ask("да"), Silent) and time.monotonic() < ends_s:
        time.sleep(0.1)
    assert isinstance(server.ask("да"), Judged)
    server.close()
