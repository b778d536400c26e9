"""A recognizer that hangs or fails costs a moment, never the call."""

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from typing_extensions import override

from asr.ear import Ear
from asr.recognizer import Recognizer, Transcript
from sip.leg import FRAME_SAMPLES
from tests.conversation.scripted_hearing import LoudnessDetector, ScriptedRecognizer
from tests.scenario.asking import question
from voicebot.conversation.reader import LAST_WORDS, Reader
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


def test_a_hanging_recognizer_is_given_up_and_the_next_reading_has_all_speech(
    tmp_path: Path,
) -> None:
    released = threading.Event()
    ear = spoken_to(HangingRecognizer(released))
    with (
        ThreadPoolExecutor(2) as pool,
        timeline_in(tmp_path) as timeline,
    ):
        reader = Reader(
            ear=ear,
            understand=understand,
            pool=pool,
            timeline=timeline,
            new_recognizer=lambda: ScriptedRecognizer(["да"]),
            deadline_s=0.05,
        )

        async def read_twice() -> tuple[Meaning, Meaning]:
            return await reader.read(question("yes")), await reader.read(
                question("yes")
            )

        first, second = asyncio.run(read_twice())
        released.set()
    assert (first.text, first.why) == ("", "speech without words")
    assert (second.text, second.intent) == ("да", "yes")
    assert events(tmp_path) == ["RecognizerReplaced", "SpeechRead"]


def meaning_of_cut_speech(folder: Path, text: str) -> Meaning:
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
    assert (meaning.intent, meaning.text) == ("no", "f g h i j no")


def test_no_agreement_is_taken_out_of_an_endless_talk(tmp_path: Path) -> None:
    meaning = meaning_of_cut_speech(tmp_path, "a b c d e f g h i j yes")
    assert meaning.intent == "out_of_scope"
