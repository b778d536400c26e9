"""Silero voice activity detection at 8 kHz, on the ONNX model that silero-vad ships.

The model takes a window of 256 samples (32 ms) preceded by the last 32 samples of the
window before it, and carries a recurrent state from window to window.
"""

import importlib.util
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime

from asr.errors import AsrError
from asr.onnx_weights import float_weights
from asr.recognizer import RATE_HZ, Samples
from asr.silero_network import STATE_SHAPE, SileroNetwork
from asr.voice_activity import WINDOW_SAMPLES

_CONTEXT_SAMPLES = 32
_FULL_SCALE = np.float32(32768)
_RATE = np.array(RATE_HZ, dtype=np.int64)

_SPEECH = 0.3
_SILENCE = 0.1
_SILENT_WINDOWS = 8
"""A quarter of a second: a pause between sentences, not between words."""

_TRIED_WINDOWS = 12
_MOST_APART = 1e-4

Floats = npt.NDArray[np.float32]


class Network(Protocol):
    """What turns 1 x 288 samples, -1 to 1, and a call's state into the next ones."""

    def run(self, framed: Floats, state: Floats) -> tuple[float, Floats]: ...


class SileroModel:
    """The loaded network, shared by all calls; makes one detector a call."""

    def __init__(self, path: Path | None = None) -> None:
        """Load a version 5 or 6 model; None is the one that the package brought.

        Raises:
            AsrError: the package or its model file is missing or unreadable.
        """
        path = path or shipped_model()
        try:
            runtime = _Runtime(path)
        # onnxruntime's own exceptions derive from Exception and share no base class.
        except Exception as error:
            raise AsrError(
                "{path}: not a usable ONNX model; reinstall the package silero-vad",
                path=path,
            ) from error
        self._network = _quick_network(path, runtime) or runtime

    def detector(self) -> "SileroDetector":
        return SileroDetector(self._network)


class SileroDetector:
    """Voice activity of one call; some 0.05 ms of one core a window.

    Having heard speech and then nothing, the network notices the next word 0.06 s later
    than one that has heard nothing. So in the silence after speech it forgets the speech.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self.reset()

    def reset(self) -> None:
        self._state = np.zeros(STATE_SHAPE, np.float32)
        self._has_heard_speech = False
        self._silent_windows = 0
        self._framed = np.zeros((1, _CONTEXT_SAMPLES + WINDOW_SAMPLES), np.float32)

    def speech_probability(self, window: Samples) -> float:
        self._framed[0, :_CONTEXT_SAMPLES] = self._framed[0, -_CONTEXT_SAMPLES:]
        self._framed[0, _CONTEXT_SAMPLES:] = window / _FULL_SCALE
        probability, self._state = self._network.run(self._framed, self._state)
        self._forget_in_silence(probability)
        return probability

    def _forget_in_silence(self, probability: float) -> None:
        self._has_heard_speech |= probability >= _SPEECH
        is_silent = probability < _SILENCE
        self._silent_windows = self._silent_windows + 1 if is_silent else 0
        if self._has_heard_speech and self._silent_windows >= _SILENT_WINDOWS:
            self.reset()


class _Runtime:
    """The network by ONNX Runtime: of any version, and slower."""

    def __init__(self, path: Path) -> None:
        self._session = onnxruntime.InferenceSession(
            str(path), _one_quiet_thread(), providers=["CPUExecutionProvider"]
        )

    def run(self, framed: Floats, state: Floats) -> tuple[float, Floats]:
        probability, after = self._session.run(
            ["output", "stateN"], {"input": framed, "state": state, "sr": _RATE}
        )
        return float(probability[0, 0]), after


def _quick_network(path: Path, runtime: _Runtime) -> SileroNetwork | None:
    """The same network without a runtime; None where it would not be the same."""
    try:
        network = SileroNetwork(float_weights(path.read_bytes()))
    except (KeyError, ValueError):
        return None
    return network if _are_alike(network, runtime) else None


def _are_alike(one: Network, other: Network) -> bool:
    """Whether both say the same of a noise that swells."""
    noise = np.random.default_rng(0)
    states = [np.zeros(STATE_SHAPE, np.float32)] * 2
    for loudness in np.geomspace(1e-4, 1, _TRIED_WINDOWS):
        shape = (1, _CONTEXT_SAMPLES + WINDOW_SAMPLES)
        framed = noise.normal(0, loudness, shape).astype(np.float32)
        first, second = (
            network.run(framed, state)
            for network, state in zip((one, other), states, strict=True)
        )
        states = [first[1], second[1]]
        if abs(first[0] - second[0]) > _MOST_APART:
            return False
    return True


def shipped_model() -> Path:
    """Find the file without importing silero_vad, which would import torch."""
    spec = importlib.util.find_spec("silero_vad")
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder) / "data" / "silero_vad.onnx"
        if path.is_file():
            return path
    raise AsrError("there is no silero_vad.onnx; install the package silero-vad")


def _one_quiet_thread() -> onnxruntime.SessionOptions:
    """One thread that does not spin: a call needs 0.3 % of a core, not all of it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
