"""Silero voice activity detection at 8 kHz, on the ONNX model that silero-vad ships.

The model takes a window of 256 samples (32 ms) preceded by the last 32 samples of the
window before it, and carries a recurrent state from window to window.
"""

import importlib.util
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from asr.errors import AsrError
from asr.recognizer import RATE_HZ, Samples
from asr.voice_activity import WINDOW_SAMPLES

_CONTEXT_SAMPLES = 32
_STATE_SHAPE = (2, 1, 128)
_FULL_SCALE = np.float32(32768)
_RATE = np.array(RATE_HZ, dtype=np.int64)


class SileroModel:
    """The loaded network, shared by all calls; makes one detector a call."""

    def __init__(self, path: Path | None = None) -> None:
        """Load a version 5 or 6 model; None is the one that the package brought.

        Raises:
            AsrError: the package or its model file is missing or unreadable.
        """
        path = path or _model_file()
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), _one_quiet_thread(), providers=["CPUExecutionProvider"]
            )
        # onnxruntime's own exceptions derive from Exception and share no base class.
        except Exception as error:
            raise AsrError(
                "{path}: not a usable ONNX model; reinstall the package silero-vad",
                path=path,
            ) from error

    def detector(self) -> "SileroDetector":
        return SileroDetector(self._session)


class SileroDetector:
    """Voice activity of one call; about 0.1 ms of one core a window."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session
        self.reset()

    def reset(self) -> None:
        self._state = np.zeros(_STATE_SHAPE, np.float32)
        self._framed = np.zeros((1, _CONTEXT_SAMPLES + WINDOW_SAMPLES), np.float32)

    def speech_probability(self, window: Samples) -> float:
        self._framed[0, :_CONTEXT_SAMPLES] = self._framed[0, -_CONTEXT_SAMPLES:]
        self._framed[0, _CONTEXT_SAMPLES:] = window / _FULL_SCALE
        probability, self._state = self._run(self._framed, self._state)
        return float(probability[0, 0])

    def _run(
        self, framed: npt.NDArray[np.float32], state: npt.NDArray[np.float32]
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        probability, state = self._session.run(
            ["output", "stateN"], {"input": framed, "state": state, "sr": _RATE}
        )
        return probability, state


def _model_file() -> Path:
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
