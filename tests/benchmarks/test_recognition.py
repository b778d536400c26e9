from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from asr.recognizer import RATE_HZ, Samples, Transcript, Word
from benchmarks.heard import Heard
from benchmarks.party import MACHINE, PERSON, Greeting, greeting_of, judge
from benchmarks.recognition import Ears, Recognition
from tests.asr.scripted import LoudnessDetector, drawn
from tests.benchmarks.rows import row


class TalkingRecognizer:
    """Reads the same words out of any sound, and counts how often."""

    def __init__(self, text: str) -> None:
        self._words = tuple(
            Word(text=word, start_s=0.0, end_s=0.1, confidence=1.0)
            for word in text.split()
        )
        self.phrases: tuple[str, ...] = ()
        self.heard_samples = 0
        self.readings = 0

    def begin(self, phrases: Sequence[str] = ()) -> None:
        self.phrases = tuple(phrases)

    def hear(self, samples: Samples) -> None:
        self.heard_samples += len(samples)

    def partial(self) -> Transcript:
        return Transcript()

    def transcribe(self) -> Transcript:
        self.readings += 1
        return Transcript(words=self._words, alternatives=("другое",))


class TalkingEngine:
    name = "talking"

    def __init__(self, text: str) -> None:
        self.made = TalkingRecognizer(text)

    def recognizer(self) -> TalkingRecognizer:
        return self.made

    def unknown_words(self, phrases: Sequence[str]) -> tuple[str, ...]:
        return ()


def heard_by(text: str, pattern: str) -> tuple[Heard, TalkingRecognizer]:
    engine = TalkingEngine(text)
    heard = Recognition(engine, LoudnessDetector, ("да",)).hear(drawn(pattern))
    return heard, engine.made


def judged(heard: Heard, truth: str) -> tuple[str, float, int]:
    greeting = Greeting(utterance="u", text="", condition="clean", truth=truth)
    found = judge(greeting, heard, 2.5)
    assert found is not None
    return found.found, found.after_s, found.readings


def test_a_short_reply_is_read_once_at_its_pause() -> None:
    heard, recognizer = heard_by("да", "." * 20 + "#" * 20 + "." * 60)
    assert (heard.text, heard.alternatives, heard.engine) == (
        "да",
        ("другое",),
        "talking",
    )
    assert recognizer.readings == 1
    assert recognizer.phrases == ("да",)
    assert heard.timeline is not None
    assert [edge.is_start for edge in heard.timeline.edges] == [True, False]


def test_speech_that_goes_on_is_read_for_the_watch_and_again_at_its_end() -> None:
    heard, recognizer = heard_by("что хотите", "." * 20 + "#" * 150 + "." * 20)
    assert recognizer.readings == 2
    assert heard.timeline is not None
    first, last = heard.timeline.readings
    assert first.at_s == pytest.approx(20 * 0.032 + 2.4, abs=0.1)
    assert last.at_s == heard.timeline.length_s


def test_silence_is_not_read() -> None:
    heard, recognizer = heard_by("да", "." * 60)
    assert heard.text == ""
    assert recognizer.readings == 0
    assert judged(heard, PERSON)[0] == "nobody"


def test_a_hello_is_a_persons_once_it_is_over() -> None:
    heard, _ = heard_by("алло", "." * 10 + "#" * 20 + "." * 60)
    found, after_s, readings = judged(heard, PERSON)
    assert (found, readings) == (PERSON, 1)
    assert after_s < 2.5


def test_a_machines_words_are_known_before_it_has_finished() -> None:
    text = "оставьте сообщение после звукового сигнала"
    heard, _ = heard_by(text, "." * 10 + "#" * 150 + "." * 20)
    found, after_s, _readings = judged(heard, MACHINE)
    assert found == MACHINE
    assert after_s <= 2.5


def test_who_answered_cannot_be_told_from_a_text_alone() -> None:
    assert judge(greeting_of(row("yes")), Heard(text="да"), 2.5) is None


def test_rows_say_who_answered() -> None:
    machine = greeting_of(row("answering_machine", text="абонент недоступен"))
    assert (machine.truth, machine.kind) == ("machine", "intercept")
    assert greeting_of(row("yes")).truth == "person"
    assert (
        greeting_of(row("silence_or_noise", condition="noise_only")).truth == "nobody"
    )


def test_a_recording_is_recognized_once_a_question(tmp_path: Path) -> None:
    path = tmp_path / "u0.flac"
    soundfile.write(path, drawn("." * 10 + "#" * 20 + "." * 20), RATE_HZ)
    engine = TalkingEngine("да")
    kept: dict[str, Heard] = {}

    def opened() -> Recognition:
        return Recognition(engine, LoudnessDetector)

    open_ears = Ears(tmp_path, kept, opened)
    of = replace(row("yes"), path=path)
    assert open_ears.hear(of) is open_ears.hear(of)
    assert engine.made.readings == 1
    Ears(tmp_path, kept, opened, "a.yaml:ask").hear(of)
    assert engine.made.readings == 2
    assert list(kept) == ["u0.flac", "u0.flac @ a.yaml:ask"]


def test_a_recording_that_was_kept_opens_no_model(tmp_path: Path) -> None:
    def opened() -> Recognition:
        raise AssertionError("nothing is to be heard")

    of = row("yes")
    ears = Ears(Path(), {"u0.flac": Heard(text="да")}, opened)
    assert ears.hear(of).text == "да"


def test_a_frame_that_is_cut_short_at_the_end_does_no_harm() -> None:
    engine = TalkingEngine("да")
    heard = Recognition(engine, LoudnessDetector).hear(np.zeros(777, np.int16))
    assert heard.text == ""
