import subprocess
import sys

import numpy as np

from asr.recognizer import RATE_HZ, Samples
from asr.silero_vad import SileroDetector, SileroModel
from asr.voice_activity import WINDOW_SAMPLES
from tests.asr.conftest import recording


def probabilities(detector: SileroDetector, samples: Samples) -> list[float]:
    last = len(samples) - WINDOW_SAMPLES + 1
    return [
        detector.speech_probability(samples[began : began + WINDOW_SAMPLES])
        for began in range(0, last, WINDOW_SAMPLES)
    ]


def test_speech_is_told_from_silence_and_noise(silero: SileroModel) -> None:
    noise = np.random.default_rng(1).standard_normal(RATE_HZ) * 1000
    silence = np.zeros(RATE_HZ, np.int16)
    speech = probabilities(silero.detector(), recording("ru_perezvonite"))
    assert np.median(speech) > 0.9
    assert max(probabilities(silero.detector(), silence)) < 0.2
    assert max(probabilities(silero.detector(), noise.astype(np.int16))) < 0.2


def test_a_reset_detector_hears_as_a_new_one(silero: SileroModel) -> None:
    detector = silero.detector()
    first = probabilities(detector, recording("ru_da"))
    detector.reset()
    assert probabilities(detector, recording("ru_da")) == first


def test_speech_that_is_over_makes_nobody_slower_to_notice_the_next(
    silero: SileroModel,
) -> None:
    silence = np.zeros(3 * RATE_HZ, np.int16)
    word = recording("ru_da")
    before = np.concatenate([word, silence])
    fresh, used = silero.detector(), silero.detector()
    probabilities(fresh, silence)
    probabilities(used, before[: len(before) // WINDOW_SAMPLES * WINDOW_SAMPLES])
    first, second = (
        int(np.argmax(np.array(probabilities(one, word)) >= 0.5))
        for one in (fresh, used)
    )
    assert second <= first + 1


def test_calls_share_the_network_and_nothing_else(silero: SileroModel) -> None:
    one, other = silero.detector(), silero.detector()
    alone = probabilities(silero.detector(), recording("ru_da"))
    windows = recording("ru_da")[: len(alone) * WINDOW_SAMPLES].reshape(len(alone), -1)
    together = []
    for window in windows:
        together.append(one.speech_probability(window))
        other.speech_probability(window[::-1])
    assert together == alone


def test_loading_does_not_import_torch() -> None:
    code = (
        "import sys; from asr.silero_vad import SileroModel; SileroModel();"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
