import json
from collections.abc import Sequence

import numpy as np

from asr.recognizer import RATE_HZ
from asr.vosk_reading import CHUNK_SAMPLES, VoskReading


def result(*words: tuple[str, float, float]) -> str:
    listed = [
        {"word": word, "start": start, "end": end, "conf": 1.0}
        for word, start, end in words
    ]
    return json.dumps({"result": listed, "text": " ".join(word[0] for word in words)})


class ScriptedDecoder:
    """Ends a phrase at the chunks it is told, as `vosk.KaldiRecognizer` answers."""

    def __init__(self, results: Sequence[str | None], final: str) -> None:
        self._results = list(results)
        self._final = final
        self._ended: str | None = None
        self.chunks: list[int] = []

    def AcceptWaveform(self, data: bytes) -> int:  # noqa: N802 - Vosk's name
        self.chunks.append(len(data) // 2)
        self._ended = self._results.pop(0)
        return int(self._ended is not None)

    def Result(self) -> str:  # noqa: N802 - Vosk's name
        return self._ended or "{}"

    def PartialResult(self) -> str:  # noqa: N802 - Vosk's name
        return json.dumps({"partial": "пере звони"})

    def FinalResult(self) -> str:  # noqa: N802 - Vosk's name
        return self._final


def audio(chunks: float) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return np.zeros(round(CHUNK_SAMPLES * chunks), np.int16)


def test_phrases_that_vosk_ended_by_itself_are_kept() -> None:
    decoder = ScriptedDecoder(
        [result(("да", 0.1, 0.3)), None], final=result(("слушаю", 0.5, 0.9))
    )
    reading = VoskReading(decoder)
    reading.hear(audio(2))
    assert reading.finish().text == "да слушаю"


def test_chunks_are_equal_however_the_audio_comes_and_the_rest_comes_last() -> None:
    decoder = ScriptedDecoder([None] * 3, final=result())
    reading = VoskReading(decoder)
    for _ in range(5):
        reading.hear(audio(0.5))
    reading.finish()
    assert decoder.chunks == [CHUNK_SAMPLES, CHUNK_SAMPLES, CHUNK_SAMPLES // 2]


def test_finishing_twice_adds_nothing() -> None:
    reading = VoskReading(ScriptedDecoder([None], final=result(("да", 0.1, 0.3))))
    reading.hear(audio(1))
    assert reading.finish() == reading.finish()


def test_a_partial_has_the_ended_phrases_and_a_guess_at_the_open_one() -> None:
    reading = VoskReading(ScriptedDecoder([result(("да", 0.0, 0.1)), None], "{}"))
    reading.hear(audio(2))
    partial = reading.partial()
    assert partial.text == "да пере звони"
    assert partial.words[-1].confidence == 0
    assert partial.words[-1].end_s == 2 * CHUNK_SAMPLES / RATE_HZ


def test_a_word_drawn_out_beyond_any_speaker_is_noise() -> None:
    reading = VoskReading(ScriptedDecoder([None], final=result(("э", 0.0, 1.9))))
    reading.hear(audio(1))
    assert reading.finish().words == ()
