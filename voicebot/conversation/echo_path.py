"""One way that the robot's voice takes back to it."""

import numpy as np
from numpy.lib.stride_tricks import as_strided

from sip.leg import FRAME_SAMPLES, Samples
from voicebot.conversation.echo_bands import (
    BAND_WINDOW,
    OVER_NOISE,
    QUIETEST,
    Leak,
    band_powers,
)
from voicebot.conversation.echo_wave import Wave

EXPLAINED = 0.5
"""The share of the last 100 ms that the known path explains in an echo without the
caller: one who speaks as loud as the echo comes to half of it."""

_TAPS = 48
_TAPS_BEFORE = 12
"""The echo of one sample spreads over 6 ms of hybrid and codec."""

_FORGETS = np.float32(0.97)
"""A tick; the path is learnt from the last 0.7 s of prompt."""

_RIDGE = np.float32(1e-3)
_EYE = np.eye(_TAPS, dtype=np.float32)
_JUDGED_TICKS = 5
_FLOOR_RISES = 1.015


class EchoPath:
    """A short filter at a delay, fitted to what came over it.

    Rooms reverberate and codecs distort, so of some echoes the filter takes away
    little. How loud its rest is in each band, against the prompt of that moment, is
    learnt as well.
    """

    def __init__(self, delay_samples: int) -> None:
        self.delay_samples = delay_samples
        self._first = max(0, delay_samples - _TAPS_BEFORE)
        self._gram: Wave = np.zeros((_TAPS, _TAPS), np.float32)
        self._cross: Wave = np.zeros(_TAPS, np.float32)
        self._rest: Wave = np.zeros(BAND_WINDOW, np.float32)
        self._recent = np.zeros((2, _JUDGED_TICKS))
        self._leak = Leak()
        self._floor = QUIETEST**2
        self.is_sounding = False
        """Whether more than the line's noise came in the last 100 ms."""
        self.explains = False
        """Whether the last 100 ms were this echo and little else."""

    def learn(self, heard: Wave, played: Wave) -> None:
        """Fit to a whole window at once, so that the echo is gone with its finding."""
        ticks = range(len(heard) // FRAME_SAMPLES - 1, 0, -1)
        for ago in ticks:
            self._fit(*self._cut(heard, played, ago))
        for ago in ticks:
            until = len(played) - ago * FRAME_SAMPLES
            self._clean(*self._cut(heard, played, ago), played[:until])

    def without_echo(self, heard: Wave, played: Wave) -> Samples:
        """The newest tick but for what the path explains of it."""
        sent, came = self._cut(heard, played, 0)
        self._fit(sent, came)
        rest = self._clean(sent, came, played)
        limited: Samples = np.clip(np.rint(rest), -32768, 32767).astype(np.int16)
        return limited

    def _fit(self, sent: Wave, came: Wave) -> None:
        """Learn from a tick."""
        self._gram = _FORGETS * self._gram + sent.T @ sent
        self._cross = _FORGETS * self._cross + sent.T @ came

    def _clean(self, sent: Wave, came: Wave, played: Wave) -> Wave:
        """Take away of a tick what the path explains, and judge the rest.

        `played` ends with that tick.
        """
        rest: Wave = came - sent @ self._taps()
        self._rest = np.concatenate([self._rest[len(rest) :], rest])
        self._judge(came, played[: len(played) - self.delay_samples])
        return rest

    def _cut(self, heard: Wave, played: Wave, ago: int) -> tuple[Wave, Wave]:
        """What was sent, a column a tap, and what came, of a tick so many ticks ago.

        The last tap comes first.
        """
        end = len(played) - ago * FRAME_SAMPLES - self._first
        step = played.strides[0]
        windows = as_strided(
            played[end - FRAME_SAMPLES - _TAPS + 1 : end],
            (FRAME_SAMPLES, _TAPS),
            (step, step),
            writeable=False,
        )
        sent = np.ascontiguousarray(windows)  # else each product copies it
        at = len(heard) - (ago + 1) * FRAME_SAMPLES
        return sent, heard[at : at + FRAME_SAMPLES]

    def _taps(self) -> Wave:
        ridge = _RIDGE * np.trace(self._gram) / _TAPS + 1
        taps: Wave = np.linalg.solve(self._gram + ridge * _EYE, self._cross)
        return taps

    def _judge(self, came: Wave, sent: Wave) -> None:
        """Remember the powers of a tick; what is learnt of them serves the next."""
        power = mean_square(came)
        self._floor = max(1.0, min(power, self._floor * _FLOOR_RISES))
        self._recent[:, :-1] = self._recent[:, 1:]
        self._recent[:, -1] = power, mean_square(self._rest[-FRAME_SAMPLES:])
        both = np.stack([self._rest, sent[-BAND_WINDOW:]])
        self._leak.take(*band_powers(both))
        came_mean, rest_mean = self._recent.sum(axis=1) / _JUDGED_TICKS
        noise = max(QUIETEST**2, OVER_NOISE * self._floor)
        self.is_sounding = bool(came_mean > noise)
        is_gone = rest_mean < (1 - EXPLAINED) * came_mean
        self.explains = bool(is_gone) or self._leak.explains


def mean_square(samples: Wave) -> float:
    return float(samples @ samples) / len(samples)
