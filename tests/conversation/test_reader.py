"""A recognizer that hangs or fails costs a moment, never the call."""

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from typing_extensions import override

from asr.ear import Ear
from asr.recognizer import Recognizer, Transcript
from sip.leg import FRAME_SAMPLES
from tests.conversation.scripted_hearing import LoudnessDetector, ScriptedRecognizer
from tests.scenario.asking import question
from voicebot.conversation.reader import LAST_WORDS, Reader
from voicebot.conversation.reading_threads import ReadingThreads
from voicebot.conversation.timeline import Timeline
from voicebot.scenario.actions import Listen
from voicebot.understanding.meaning import Meaning


class HangingRecognizer(ScriptedRecognizer):
    """Reads nothing until the test lets it."""

    def __init__(self, released: threading.Event) -> None:
        super().__init__([])
        self._released = released

    @override
    def transcribe(self) -> Transcript:
        self._released.wait()
        return Transcript()


@pytest.fixture
def released() -> Iterator[threading.Event]:
    """Threads that hang go on after the test."""
    event = threading.Event()
    yield event
    event.set()


def understand(text: str, *, question: Listen, alternatives: Sequence[str]) -> Meaning:
    return Meaning(text=text, intent="yes", confidence=1.0, why="said")


def spoken_to(recognizer: Recognizer) -> Ear:
    ear = Ear(LoudnessDetector(), recognizer)
    ear.begin(())
    for loud in [3000] * 20 + [0] * 20:
        ear.hear(np.full(FRAME_SAMPLES, loud, np.int16))
    return ear


@contextmanager
def timeline_in(folder: Path) -> Iterator[Timeline]:
    with Timeline(folder) as timeline:
        yield timeline


def events(folder: Path) -> list[str]:
    lines = (folder / "timeline.jsonl").read_text().splitlines()
    return [json.loads(line)["event"] for line in lines]


def read_by(
    folder: Path, pool: Executor, first: Recognizer, *later: Recognizer
) -> Meaning | None:
    """One reading; a recognizer that is given up is followed by the next of `later`."""
    others = iter(later)
    with timeline_in(folder) as timeline:
        reader = Reader(
            ear=spoken_to(first),
            understand=understand,
            pool=pool,
            timeline=timeline,
            new_recognizer=lambda: next(others),
            deadline_s=0.1,
        )
        return asyncio.run(reader.read(question("yes")))


def test_after_a_hang_another_recognizer_reads_all_that_was_said(
    tmp_path: Path, released: threading.Event
) -> None:
    with ReadingThreads(1, name="reading", hung_after_s=0.05) as pool:
        hanging, sound = HangingRecognizer(released), ScriptedRecognizer(["да"])
        meaning = read_by(tmp_path, pool, hanging, sound)
    assert meaning
    assert (meaning.text, meaning.intent) == ("да", "yes")
    assert events(tmp_path) == ["RecognizerReplaced", "SpeechRead"]


def test_what_hangs_twice_is_unreadable(
    tmp_path: Path, released: threading.Event
) -> None:
    with ReadingThreads(1, name="reading", hung_after_s=0.05) as pool:
        first, second = HangingRecognizer(released), HangingRecognizer(released)
        spare = ScriptedRecognizer(["да"])
        assert read_by(tmp_path, pool, first, second, spare) is None
    assert events(tmp_path) == ["RecognizerReplaced"] * 2


def test_waiting_for_a_thread_is_no_fault_of_the_recognizer(
    tmp_path: Path, released: threading.Event
) -> None:
    with ReadingThreads(1, name="reading", hung_after_s=0.08) as pool:
        pool.submit(released.wait)
        meaning = read_by(tmp_path, pool, ScriptedRecognizer(["да"]))
    assert meaning
    assert meaning.text == "да"
    assert events(tmp_path) == ["SpeechRead"]


def meaning_of_cut_speech(folder: Path, text: str) -> Meaning | None:
    """Of a talk that was too long, where only an intent's own name means it."""

    def named(text: str, *, question: Listen, alternatives: Sequence[str]) -> Meaning:
        intent = text.split()[-1] if len(text.split()) <= LAST_WORDS else "out_of_scope"
        return Meaning(text=text, intent=intent, confidence=1.0, why="said")

    ear = spoken_to(ScriptedRecognizer([text]))
    with ThreadPoolExecutor(1) as pool, timeline_in(folder) as timeline:
        reader = Reader(ear=ear, understand=named, pool=pool, timeline=timeline)
        return asyncio.run(reader.read(question("yes", "no"), is_cut=True))


def test_the_last_words_of_an_endless_talk_count(tmp_path: Path) -> None:
    meaning = meaning_of_cut_speech(tmp_path, "a b c d e f g h i j no")
    assert meaning
    assert (meaning.intent, meaning.text) == ("no", "f g h i j no")


def test_no_agreement_is_taken_out_of_an_endless_talk(tmp_path: Path) -> None:
    meaning = meaning_of_cut_speech(tmp_path, "a b c d e f g h i j yes")
    assert meaning
    assert meaning.intent == "out_of_scope"
