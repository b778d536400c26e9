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
_WIDE = 128
"""What the first convolution makes of each of the four frames."""
_NARROW = 64
"""What the second makes of each of two; the third makes one of them."""
_BRANCH = "If_0_else_branch__Inline_0__"
"""Of the file's two networks the one for 8 kHz."""


class SileroNetwork:
    """Read-only; any thread may run it. Made for the weights of Silero VAD 5 and 6.

    Each call of numpy costs as much as it computes, so results are written where they
    are needed, and no product is taken with the frames of zeros at both ends.
    """

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        """Raises `KeyError` or `ValueError` where the weights are of another network."""
        mine = {
            name.removeprefix(_BRANCH): one
            for name, one in weights.items()
            if name.startswith(_BRANCH)
        }
        self._basis = mine["stft.forward_basis_buffer"].reshape(2 * _BINS, _BASIS).T
        self._first, self._first_bias = _convolution(mine, 0, _BINS, _WIDE)
        self._second, self._second_bias = _convolution(mine, 1, _WIDE, _NARROW)
        self._second_begun = np.ascontiguousarray(self._second[_WIDE:])
        third, self._third_bias = _convolution(mine, 2, _NARROW, _NARROW)
        self._third = np.ascontiguousarray(third[_NARROW:])
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
        joined = np.empty(2 * _CELLS, np.float32)
        joined[:_CELLS] = self._encoded(framed[0])
        joined[_CELLS:] = state[0, 0]
        gates = joined @ self._gates
        gates += self._gates_bias
        # With halved weights, sigmoid is (1 + tanh) / 2: one call serves all four gates.
        np.tanh(gates, out=gates)
        enters, stays, new, leaves = gates.reshape(4, _CELLS) + _SIGMOIDS
        after = np.empty(STATE_SHAPE, np.float32)
        cell, output = after[1, 0], after[0, 0]
        np.multiply(stays, state[1, 0], out=cell)
        enters *= new
        cell += enters
        cell *= _HALF
        np.tanh(cell, out=output)
        output *= leaves
        output *= _HALF
        logit = float(np.maximum(output, _ZERO) @ self._sum) + self._sum_bias
        return 1 / (1 + math.exp(-logit)), after

    def _encoded(self, samples: Floats) -> Floats:
        wide = self._first_frames(samples)
        narrow = np.empty((2, _NARROW), np.float32)
        np.dot(wide[: 2 * _WIDE], self._second_begun, out=narrow[0])
        np.dot(wide[_WIDE:], self._second, out=narrow[1])
        _rectified(narrow, self._second_bias)
        one = _rectified(narrow.reshape(-1) @ self._third, self._third_bias)
        return _rectified(one @ self._last, self._last_bias)

    def _first_frames(self, samples: Floats) -> Floats:
        """Loudness by frequency and the convolution over it; four frames in a row."""
        parts = samples.take(_PLACES) @ self._basis
        parts *= parts
        padded = np.zeros((_FRAMES + 2, _BINS), np.float32)
        frames = padded[1:-1]
        np.add(parts[:, :_BINS], parts[:, _BINS:], out=frames)
        np.sqrt(frames, out=frames)
        # Overlapping rows of one buffer, without the checks that cost as much as the rest.
        threes: Floats = np.ndarray(
            (_FRAMES, _KERNEL * _BINS), np.float32, padded, 0, padded.strides
        )
        return _rectified(threes @ self._first, self._first_bias).reshape(-1)


def _convolution(
    weights: Mapping[str, Floats], place: int, width: int, made: int
) -> tuple[Floats, Floats]:
    """A matrix for three frames in a row, and the bias."""
    kernel = weights[f"encoder.{place}.reparam_conv.weight"]
    matrix = kernel.transpose(2, 1, 0).reshape(_KERNEL * width, made)
    return np.ascontiguousarray(matrix), weights[f"encoder.{place}.reparam_conv.bias"]


def _rectified(frames: Floats, bias: Floats) -> Floats:
    """In place."""
    frames += bias
    return np.maximum(frames, _ZERO, out=frames)


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
_SIGMOIDS = np.array([[1.0], [1.0], [0.0], [1.0]], np.float32)
_HALF = np.float32(0.5)
_ZERO = np.float32(0.0)
