"""The quick network says what the runtime says of the same model file."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from asr.onnx_weights import float_weights
from asr.recognizer import RATE_HZ, Samples
from asr.silero_network import STATE_SHAPE, SileroNetwork
from asr.silero_vad import SileroModel, shipped_model
from asr.voice_activity import WINDOW_SAMPLES

FRAMED = (1, 288)


def windows(seconds: float) -> list[Samples]:
    """A buzz that comes and goes, over noise."""
    times_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    buzz = np.sign(np.sin(2 * np.pi * 140 * times_s)) * np.sin(2 * np.pi * 2 * times_s)
    noise = np.random.default_rng(2).normal(0, 30, len(times_s))
    sound = (4000 * buzz + noise).astype(np.int16)
    whole = len(sound) - len(sound) % WINDOW_SAMPLES
    return list(sound[:whole].reshape(-1, WINDOW_SAMPLES))


def test_it_agrees_with_the_runtime_window_after_window() -> None:
    path = shipped_model()
    network = SileroNetwork(float_weights(path.read_bytes()))
    session = onnxruntime.InferenceSession(str(path))
    state = runtime_state = np.zeros(STATE_SHAPE, np.float32)
    for window in windows(3):
        framed = np.zeros(FRAMED, np.float32)
        framed[0, -WINDOW_SAMPLES:] = window / 32768
        probability, state = network.run(framed, state)
        fed = {"input": framed, "state": runtime_state, "sr": np.array(RATE_HZ)}
        expected, runtime_state = session.run(["output", "stateN"], fed)
        assert probability == pytest.approx(float(expected[0, 0]), abs=1e-4)
        assert np.allclose(state, runtime_state, atol=1e-3)


def test_weights_of_another_network_are_refused() -> None:
    with pytest.raises(KeyError):
        SileroNetwork({"weight": np.zeros((2, 2), np.float32)})


def test_what_is_no_onnx_file_is_refused() -> None:
    for content in (b"\xff\xff\xff", b"\x3a\x7f no such length", b"\x3b"):
        with pytest.raises(ValueError, match="not an ONNX file"):
            float_weights(content)


def test_a_model_whose_weights_cannot_be_told_runs_by_the_runtime(
    tmp_path: Path,
) -> None:
    """The other branch's names are hidden; nothing else of the file is changed."""
    renamed = shipped_model().read_bytes().replace(b"If_0_else", b"If_0_elsf")
    path = tmp_path / "renamed.onnx"
    path.write_bytes(renamed)
    given, shipped = SileroModel(path).detector(), SileroModel().detector()
    for window in windows(1):
        assert given.speech_probability(window) == pytest.approx(
            shipped.speech_probability(window), abs=1e-4
        )
