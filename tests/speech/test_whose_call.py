"""A speech service's log names the call that a request is of."""

import logging
from collections.abc import Iterator

import pytest
from typing_extensions import override
from wyoming.asr import Transcribe
from wyoming.event import Event
from wyoming.ping import Ping
from wyoming.tts import Synthesize

from tests.speech.conftest import running
from tests.speech.test_remote_recognizer import CountingEngine, engine_at, heard
from tests.speech.tone_synthesizer import ToneSynthesizer
from voicebot.logs.bound import bound
from voicebot.logs.line import LogLine
from voicebot.speech.connection import Connection
from voicebot.speech.remote_synthesizer import RemoteSynthesizer
from voicebot.speech.whose_call import LONGEST, call_id_of


class Told(logging.Handler):
    """Lines as they are where they are logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[LogLine] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(LogLine.of(record))


@pytest.fixture
def told() -> Iterator[list[LogLine]]:
    handler, logger = Told(), logging.getLogger("voicebot.speech")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield handler.lines
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


def test_a_reading_and_a_prompt_are_logged_with_their_call_and_their_wait(
    socket_uri: str, tone: ToneSynthesizer, told: list[LogLine]
) -> None:
    with running(CountingEngine(), tone, socket_uri):
        with bound(call_id="a"):
            heard(engine_at(socket_uri))
            mouth = RemoteSynthesizer([socket_uri], deadline_s=5)
            mouth.synthesize("да", mouth.voices[0])
        heard(engine_at(socket_uri))
    done = [line.facts for line in told if line.event == "work_done"]
    assert [(facts["bench"], facts.get("call_id")) for facts in done] == [
        *(("reading", "a"), ("speaking", "a"), ("reading", None))
    ]
    assert all(facts["waited_s"] is not None for facts in done)


def test_a_client_that_left_before_its_prompt_came_is_no_error(
    socket_uri: str, tone: ToneSynthesizer, told: list[LogLine]
) -> None:
    with running(CountingEngine(), tone, socket_uri):
        with Connection(socket_uri) as leaver:
            leaver.send(*(Synthesize(text="да") for _ in range(500)))
        RemoteSynthesizer([socket_uri], deadline_s=5).synthesize("да", tone.voices[0])
    assert "speech_client_gone" in [line.event for line in told]
    assert not [line for line in told if line.level == "error"]


@pytest.mark.parametrize("context", [None, "a", {"call_id": 7}, {"other": "a"}])
def test_a_peer_that_names_no_call_is_none_of_ours(context: object) -> None:
    request = Event(type=Transcribe().event().type, data={"context": context})
    assert call_id_of(request) == ""


def test_an_id_of_a_peer_is_no_longer_than_an_id() -> None:
    request = Transcribe(context={"call_id": "x" * 1000}).event()
    assert call_id_of(request) == "x" * LONGEST
    assert call_id_of(Ping().event()) is None
