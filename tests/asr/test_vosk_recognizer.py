"""Which of two decoders is believed; the tests' true model lacks the unknown word."""

import json
from collections.abc import Sequence

import numpy as np
import pytest

from asr.vosk_grammar import UNKNOWN
from asr.vosk_reading import CHUNK_SAMPLES, VoskReading
from asr.vosk_recognizer import VoskRecognizer

SPEECH = np.zeros(2 * CHUNK_SAMPLES, np.int16)
PHRASES = ("да", "перезвоните позже")


class OneResult:
    """A decoder that hears one thing, with one confidence."""

    def __init__(self, text: str, confidence: float) -> None:
        words = [
            {"word": word, "start": 0.1 * at, "end": 0.1 * at + 0.1, "conf": confidence}
            for at, word in enumerate(text.split())
        ]
        self._result = json.dumps({"result": words})
        self._partial = json.dumps({"partial": text})

    def AcceptWaveform(self, data: bytes) -> int:  # noqa: N802 - Vosk's name
        return 0

    def Result(self) -> str:  # noqa: N802 - Vosk's name
        return self._result

    def PartialResult(self) -> str:  # noqa: N802 - Vosk's name
        return self._partial

    def FinalResult(self) -> str:  # noqa: N802 - Vosk's name
        return self._result


class ScriptedModel:
    """Hears one thing within any grammar, another freely; notes what was begun."""

    takes_grammar = True

    def __init__(
        self, within: str, freely: str, *, confidence: float = 1.0, has_unknown: bool
    ) -> None:
        self._within = within
        self._freely = freely
        self._confidence = confidence
        self._has_unknown = has_unknown
        self.grammars: list[tuple[str, ...]] = []

    def knows(self, word: str) -> bool:
        return word != UNKNOWN or self._has_unknown

    def reading(self, grammar: Sequence[str] = ()) -> VoskReading:
        self.grammars.append(tuple(grammar))
        text = self._within if grammar else self._freely
        return VoskReading(OneResult(text, self._confidence))


def read(model: ScriptedModel) -> str:
    recognizer = VoskRecognizer(model)
    model.grammars.clear()
    recognizer.begin(PHRASES)
    recognizer.hear(SPEECH)
    return recognizer.transcribe().text


def test_a_sure_answer_is_the_grammars_and_costs_no_free_decoding() -> None:
    model = ScriptedModel("перезвоните позже", "пере звони", has_unknown=True)
    assert read(model) == "перезвоните позже"
    assert model.grammars == [(*PHRASES, UNKNOWN)]


@pytest.mark.parametrize("within", [UNKNOWN, f"да {UNKNOWN}"])
def test_what_the_grammar_marks_as_unknown_is_read_freely(within: str) -> None:
    assert read(ScriptedModel(within, "а вы кто", has_unknown=True)) == "а вы кто"


def test_a_doubtful_answer_is_believed_where_free_decoding_heard_the_like() -> None:
    model = ScriptedModel(
        "перезвоните позже", "перезвони те по же", confidence=0.5, has_unknown=True
    )
    assert read(model) == "перезвоните позже"


def test_a_doubtful_answer_gives_way_to_other_words() -> None:
    model = ScriptedModel("да", "кто говорит", confidence=0.5, has_unknown=True)
    assert read(model) == "кто говорит"


def test_without_the_unknown_word_even_a_sure_answer_is_asked_twice() -> None:
    model = ScriptedModel("да", "нет", confidence=1.0, has_unknown=False)
    assert read(model) == "нет"
    assert model.grammars == [PHRASES, ()]


def test_a_partial_is_the_grammars_as_soon_as_it_is_said() -> None:
    recognizer = VoskRecognizer(ScriptedModel("да", "дай", has_unknown=True))
    recognizer.begin(PHRASES)
    recognizer.hear(SPEECH)
    assert recognizer.partial().text == "да"


def test_a_question_without_phrases_is_read_freely() -> None:
    model = ScriptedModel("да", "иванов пётр", has_unknown=True)
    recognizer = VoskRecognizer(model)
    recognizer.begin()
    recognizer.hear(SPEECH)
    assert recognizer.transcribe().text == "иванов пётр"
    assert recognizer.partial().text == "иванов пётр"
