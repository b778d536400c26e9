import numpy as np
import pytest

from asr.ear import Ear
from asr.listening import Span, listen
from asr.recognizer import RATE_HZ
from asr.silero_vad import SileroModel
from asr.whisper_engine import WhisperEngine
from tests.asr.conftest import recording
from tests.asr.scripted import EchoRecognizer, LoudnessDetector, drawn


def test_every_stretch_of_speech_is_told() -> None:
    heard = listen(
        Ear(LoudnessDetector(), EchoRecognizer()),
        drawn("." * 10 + "#####" + "." * 20 + "####" + "." * 20),
    )
    spans = [(span.start_s, span.end_s) for span in heard.speech]
    assert spans == [
        pytest.approx((10 * 0.032, 15 * 0.032)),
        pytest.approx((35 * 0.032, 39 * 0.032)),
    ]


def test_speech_to_the_last_sample_ends_there() -> None:
    heard = listen(Ear(LoudnessDetector(), EchoRecognizer()), drawn("...#####"))
    assert heard.speech == (Span(start_s=3 * 0.032, end_s=8 * 0.032),)
    assert heard.transcript.words


def test_a_silent_recording_has_no_speech_and_no_words() -> None:
    heard = listen(Ear(LoudnessDetector(), EchoRecognizer()), drawn("." * 50))
    assert heard.speech == ()
    assert heard.transcript.words == ()
    assert heard.latency_s == 0


def test_an_empty_recording_is_silence() -> None:
    heard = listen(Ear(LoudnessDetector(), EchoRecognizer()), np.empty(0, np.int16))
    assert heard.speech == ()


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "text"), [("ru_da", "да"), ("ru_perezvonite", "перезвоните через полчаса")]
)
def test_a_reply_is_heard_from_its_first_letter_to_its_last(
    silero: SileroModel, whisper: WhisperEngine, name: str, text: str
) -> None:
    silence = np.zeros(RATE_HZ, np.int16)
    ear = Ear(silero.detector(), whisper.recognizer())
    heard = listen(ear, np.concatenate([silence, recording(name), silence]))
    assert heard.transcript.text == text
    assert heard.speech[0].start_s == pytest.approx(1.0, abs=0.15)
