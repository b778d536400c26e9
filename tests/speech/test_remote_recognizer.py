"""The contract of every recognizer, held across a process's border; and what may fail."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from asr.errors import AsrError
from asr.recognizer import RATE_HZ, RecognizerEngine, Samples, Transcript, Word
from tests.asr.test_recognizer_contract import *  # noqa: F403  # the contract itself
from tests.speech.conftest import running
from tests.speech.tone_synthesizer import ToneSynthesizer
from voicebot.speech.remote_recognizer import RemoteEngine

SPEECH = np.ones(RATE_HZ, np.int16)


class CountingEngine:
    """Hears how much it was given, and with which phrases; reads as slowly as told."""

    name = "counting"

    def __init__(self, takes_s: float = 0.0) -> None:
        self.takes_s = takes_s

    def recognizer(self) -> "CountingRecognizer":
        return CountingRecognizer(self.takes_s)

    def unknown_words(self, phrases: Sequence[str]) -> tuple[str, ...]:
        return ()


class CountingRecognizer:
    def __init__(self, takes_s: float) -> None:
        self._takes_s = takes_s
        self.begin()

    def begin(self, phrases: Sequence[str] = ()) -> None:
        self._phrases = phrases
        self._samples = 0

    def hear(self, samples: Samples) -> None:
        self._samples += len(samples)

    def partial(self) -> Transcript:
        return Transcript()

    def transcribe(self) -> Transcript:
        time.sleep(self._takes_s)
        texts = (str(self._samples), *self._phrases)
        return Transcript(
            words=tuple(
                Word(text=text, start_s=0.5, end_s=0.75, confidence=0.25)
                for text in texts
            ),
            alternatives=("другое чтение",),
        )


@pytest.fixture
def engine(
    engine_name: str, request: pytest.FixtureRequest, socket_uri: str
) -> Iterator[RecognizerEngine]:
    fixture = {"whisper": "whisper", "vosk": "korean_vosk"}[engine_name]
    loaded: RecognizerEngine = request.getfixturevalue(fixture)
    with running(loaded, ToneSynthesizer(), socket_uri, patience_s=60) as uri:
        yield RemoteEngine([uri], name=loaded.name, deadline_s=60)


def engine_at(*uris: str, deadline_s: float = 5) -> RemoteEngine:
    return RemoteEngine(uris, name="remote", deadline_s=deadline_s)


def heard(engine: RecognizerEngine, samples: Samples = SPEECH) -> Transcript:
    recognizer = engine.recognizer()
    recognizer.begin(["да", "нет"])
    recognizer.hear(samples)
    return recognizer.transcribe()


def test_words_times_confidences_and_other_readings_come_across(
    socket_uri: str, tone: ToneSynthesizer
) -> None:
    with running(CountingEngine(), tone, socket_uri):
        transcript = heard(engine_at(socket_uri))
    assert transcript.text == f"{RATE_HZ} да нет"
    assert transcript.words[0] == Word(
        text=str(RATE_HZ), start_s=0.5, end_s=0.75, confidence=0.25
    )
    assert transcript.alternatives == ("другое чтение",)


def test_each_reading_covers_all_audio_since_the_question(
    socket_uri: str, tone: ToneSynthesizer
) -> None:
    with running(CountingEngine(), tone, socket_uri):
        recognizer = engine_at(socket_uri).recognizer()
        for seconds in (1, 2, 3):
            recognizer.hear(SPEECH)
            assert recognizer.transcribe().text == str(seconds * RATE_HZ)


def test_a_service_that_is_down_is_passed_over(
    socket_uri: str, tone: ToneSynthesizer
) -> None:
    engine = engine_at("unix:///nowhere.sock", socket_uri)
    with running(CountingEngine(), tone, socket_uri):
        assert all(heard(engine).words for _each in range(3))


def test_a_service_that_dies_between_two_readings_loses_no_audio(
    socket_uri: str, tone: ToneSynthesizer
) -> None:
    other = socket_uri.replace("speech.sock", "other.sock")
    recognizer = engine_at(other, socket_uri).recognizer()
    with running(CountingEngine(), tone, socket_uri):
        with running(CountingEngine(), tone, other):
            recognizer.hear(SPEECH)
            recognizer.transcribe()
            recognizer.hear(SPEECH)
        assert recognizer.transcribe().text == str(2 * RATE_HZ)


def test_no_service_at_all_is_one_sentence(socket_uri: str) -> None:
    with pytest.raises(AsrError, match=r"no speech service answers: .*speech\.sock"):
        heard(engine_at(socket_uri, deadline_s=0.3))


def test_a_service_that_is_restarted_is_waited_for(
    socket_uri: str, tone: ToneSynthesizer
) -> None:
    recognizer = engine_at(socket_uri).recognizer()
    recognizer.hear(SPEECH)
    read: list[str] = []
    reading = threading.Thread(target=lambda: read.append(recognizer.transcribe().text))
    reading.start()
    with running(CountingEngine(), tone, socket_uri):
        reading.join()
    assert read == [str(RATE_HZ)]


def test_a_service_that_stays_silent_is_given_up_in_time(socket_uri: str) -> None:
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(socket_uri.removeprefix("unix://"))
        deaf.listen()
        began_s = time.monotonic()
        with pytest.raises(AsrError, match="no answer in time"):
            heard(engine_at(socket_uri, deadline_s=0.3))
    assert time.monotonic() - began_s < 2


def test_more_requests_than_the_service_can_bear_are_refused_at_once(
    socket_uri: str, tone: ToneSynthesizer
) -> None:
    outcomes: list[str] = []

    def ask() -> None:
        try:
            outcomes.append(heard(engine_at(socket_uri)).text)
        except AsrError as error:
            outcomes.append(str(error))

    with running(CountingEngine(takes_s=0.5), tone, socket_uri, capacity=1):
        threads = [threading.Thread(target=ask) for _each in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    refused = [outcome for outcome in outcomes if "wait already" in outcome]
    assert len(refused) >= 1
    assert len(outcomes) > len(refused)


def test_audio_longer_than_any_answer_is_refused(
    socket_uri: str, tone: ToneSynthesizer
) -> None:
    with (
        running(CountingEngine(), tone, socket_uri),
        pytest.raises(AsrError, match="more than 60 s of audio"),
    ):
        heard(engine_at(socket_uri), np.ones(61 * RATE_HZ, np.int16))
