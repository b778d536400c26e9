"""Silero's network at 8 kHz in numpy: the same numbers in a third of the time.

It is so small that a runtime spends most of a window on its hundred nodes. Here it is
what it comes to: a windowed Fourier transform, four convolutions, one LSTM cell, one
weighted sum. Whoever uses it compares it with the runtime first (`silero_vad.py`).
"""

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

STATE_SHAPE = (2, 1, 128)
"""The LSTM's output and its cell, of one call."""

_FRAMED_SAMPLES = 288
_MIRRORED_SAMPLES = 32
_FRAMES = 4
_HOP = 64
_BASIS = 128
_BINS = 65
_CELLS = 128
_KERNEL = 3
_BRANCH = "If_0_else_branch__Inline_0__"
"""Of the file's two networks the one for 8 kHz."""


class SileroNetwork:
    """Read-only; any thread may run it. Made for the weights of Silero VAD 5 and 6."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        """Raises `KeyError` or `ValueError` where the weights are of another network."""
        mine = {
            name.removeprefix(_BRANCH): one
            for name, one in weights.items()
            if name.startswith(_BRANCH)
        }
        self._basis = mine["stft.forward_basis_buffer"].reshape(2 * _BINS, _BASIS).T
        self._convolutions = [_Convolution(mine, place) for place in range(3)]
        last = mine["encoder.3.reparam_conv.weight"]
        self._last = np.ascontiguousarray(last[:, :, 1].T)  # beside one frame are zeros
        self._last_bias = mine["encoder.3.reparam_conv.bias"]
        gates = [mine["decoder.rnn.weight_ih"], mine["decoder.rnn.weight_hh"]]
        self._gates = np.ascontiguousarray((np.concatenate(gates, axis=1) * _HALVED).T)
        biases = mine["decoder.rnn.bias_ih"] + mine["decoder.rnn.bias_hh"]
        self._gates_bias = biases * _HALVED[:, 0]
        self._sum = mine["decoder.decoder.2.weight"].reshape(_CELLS)
        self._sum_bias = float(mine["decoder.decoder.2.bias"].item())

    def run(self, framed: Floats, state: Floats) -> tuple[float, Floats]:
        """The speech probability of 1 x 288 samples, -1 to 1, and the state after it."""
        features = self._encoded(framed[0])
        joined = np.concatenate([features, state[0, 0]])
        # With halved weights, sigmoid is (1 + tanh) / 2: one call serves all four gates.
        enters, stays, new, leaves = np.tanh(
            joined @ self._gates + self._gates_bias
        ).reshape(4, _CELLS)
        after = np.empty(STATE_SHAPE, np.float32)
        cell = (1 + stays) * state[1, 0] + (1 + enters) * new
        after[1, 0] = cell = cell / 2
        after[0, 0] = output = (1 + leaves) / 2 * np.tanh(cell)
        logit = float(np.maximum(output, 0) @ self._sum) + self._sum_bias
        return 1 / (1 + math.exp(-logit)), after

    def _encoded(self, samples: Floats) -> Floats:
        parts = samples[_PLACES] @ self._basis
        parts *= parts
        frames: Floats = np.sqrt(parts[:, :_BINS] + parts[:, _BINS:])
        for convolution in self._convolutions:
            frames = convolution.over(frames)
        encoded: Floats = np.maximum(frames[0] @ self._last + self._last_bias, 0)
        return encoded


class _Convolution:
    """Three frames at a time, with a frame of zeros before and after; then ReLU."""

    def __init__(self, weights: Mapping[str, Floats], place: int) -> None:
        kernel = weights[f"encoder.{place}.reparam_conv.weight"]
        self._weights = np.ascontiguousarray(
            kernel.transpose(2, 1, 0).reshape(-1, len(kernel))
        )
        self._bias = weights[f"encoder.{place}.reparam_conv.bias"]
        self._stride = 1 if place == 0 else 2

    def over(self, frames: Floats) -> Floats:
        """Rows are frames."""
        count, width = frames.shape
        padded = np.zeros((count + 2, width), np.float32)
        padded[1:-1] = frames
        row, sample = padded.strides
        shape = (-(-count // self._stride), _KERNEL * width)
        # Overlapping rows of one buffer, without the checks that cost as much as the rest.
        threes: Floats = np.ndarray(
            shape, np.float32, padded, 0, (self._stride * row, sample)
        )
        found: Floats = threes @ self._weights
        found += self._bias
        return np.maximum(found, 0, out=found)


def _places() -> npt.NDArray[np.int64]:
    """Which samples each frame of the transform takes; the end is mirrored."""
    mirrored = np.arange(
        _FRAMED_SAMPLES - 2, _FRAMED_SAMPLES - 2 - _MIRRORED_SAMPLES, -1
    )
    order = np.concatenate([np.arange(_FRAMED_SAMPLES), mirrored])
    found: npt.NDArray[np.int64] = order[
        _HOP * np.arange(_FRAMES)[:, None] + np.arange(_BASIS)
    ]
    return found


def _halved() -> Floats:
    """A half for the gates that are sigmoids, one for the new value."""
    return np.repeat(np.array([0.5, 0.5, 1.0, 0.5], np.float32), _CELLS)


_PLACES = _places()
_HALVED = _halved()[:, None]
