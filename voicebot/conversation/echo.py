"""Tells the robot's own voice, come back from the far end, from the caller's."""

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from sip.leg import FRAME_SAMPLES, RATE_HZ, Samples

LONGEST_DELAY_S = 0.4
"""Jitter buffers both ways and a mobile network; acoustic paths add milliseconds."""

WINDOW_S = 0.16
"""What is held against the prompt: enough that two voices do not look alike by chance."""

LIKE = 0.5
"""A normalized correlation from which on a sound is the prompt's echo. Measured: a
caller over another's speech stays below 0.35, an echo 5 dB above the noise has 0.8."""

SURELY_LIKE = 0.7
SURE_TICKS = 2
LIKELY_TICKS = 4
"""So many ticks at one delay, and the echo's path is known for the call."""

EXPLAINED = 0.5
"""The share of the last 100 ms that the known path explains in an echo without the
caller: one who speaks as loud as the echo comes to half of it."""

_TAPS = 48
_TAPS_BEFORE = 12
"""The echo of one sample spreads over 6 ms of hybrid and codec."""

_FORGETS = np.float32(0.97)
"""A tick; the path is learnt from the last 0.7 s of prompt."""

_RIDGE = np.float32(1e-3)
_JUDGED_TICKS = 5
_NEW_TICKS = 50
_LEAK_FALLS = 0.995
_MARGIN = 3.0
"""Louder by 5 dB than what is left of an echo at most, and it is the caller."""

_FADES = 0.65
"""A tick: rooms lose 60 dB in 0.6 s."""

_FLOOR_RISES = 1.015
_OVER_NOISE = 3.0
_SAME_DELAY_SAMPLES = 16
_LOOK_EVERY_TICKS = 2
_SEARCH_EVERY_TICKS = 5
_CLICK = 0.3
"""A sample with this share of all energy makes a click, and clicks are all alike."""

_LEAST_SENT = 0.1
"""An echo louder by 10 dB than what was sent is none."""

_AUDIBLE = 50
"""A sample played above this may come back; -56 dBFS, far above a coded silence."""

_QUIETEST = 12.0
"""Root mean square of a frame, about -68 dBFS: nothing that voice activity notices."""

_WINDOW = round(WINDOW_S * RATE_HZ)
_LONGEST = round(LONGEST_DELAY_S * RATE_HZ)
_KEPT = _WINDOW + _LONGEST + _TAPS
_FFT = 5000
"""At least `_KEPT` + 1, and quick: 2³ · 5⁴."""

Wave = npt.NDArray[np.float32]


class EchoGuard:
    """Follows both directions of one call, tick by tick; pure but for what it learnt.

    A path of echo is looked for by correlation at every delay up to 400 ms. Once it
    is known, its 6 ms around that delay are fitted by least squares to the last
    0.7 s, and what they explain is taken away: the ear hears the rest. Where no echo
    was ever found the ear hears what arrived, bit by bit.

    Costs 0.1 ms a tick while the robot speaks, 0.3 ms once an echo was found, and next
    to nothing otherwise.
    """

    def __init__(self) -> None:
        self._played: Wave = np.zeros(_KEPT, np.float32)
        self._heard: Wave = np.zeros(_WINDOW, np.float32)
        self._silent_samples = _KEPT
        self._candidate = _Candidate()
        self._path: _Path | None = None
        self._tick = 0
        self.is_echo = False
        """What sounded last on the caller's side was the robot's own voice alone."""

    @property
    def is_possible(self) -> bool:
        """The robot spoke so lately that its echo may still come."""
        return self._silent_samples < _KEPT

    @property
    def delay_s(self) -> float | None:
        """From the wire and back; None while no echo was found."""
        return self._path.delay_samples / RATE_HZ if self._path else None

    def hear(self, heard: Samples, played: Samples) -> Samples:
        """Take 20 ms of both directions; what the caller's side sent but for echo."""
        _shift_in(self._played, played)
        _shift_in(self._heard, heard)
        is_sounding = bool(played.max() > _AUDIBLE or played.min() < -_AUDIBLE)
        self._silent_samples = 0 if is_sounding else self._silent_samples + len(played)
        if not self.is_possible:
            self.is_echo = False
            return heard
        self._tick += 1
        self._search()
        if self._path is None:
            return heard
        rest = self._path.without_echo(self._heard, self._played)
        if self._path.is_sounding:
            self.is_echo = self._path.explains
        return rest

    def _search(self) -> None:
        """Look at every delay: often until one is found, then now and then."""
        if self._tick % self._search_every_ticks:
            return
        if _power(self._heard[-FRAME_SAMPLES:]) < _QUIETEST**2:
            return
        delay_samples, likeness = _likest(self._heard, self._played)
        if self._path is None:
            self.is_echo = likeness >= LIKE
        self._candidate = self._candidate.seen(delay_samples, likeness)
        if self._candidate.is_found and not self._is_known(delay_samples):
            self._path = _Path(delay_samples)
            self._path.learn(self._heard, self._played)

    @property
    def _search_every_ticks(self) -> int:
        if self._path:
            return _SEARCH_EVERY_TICKS
        return 1 if self._candidate.is_likely else _LOOK_EVERY_TICKS

    def _is_known(self, delay_samples: int) -> bool:
        return (
            self._path is not None
            and abs(self._path.delay_samples - delay_samples) <= _SAME_DELAY_SAMPLES
        )


class _Candidate:
    """A delay at which the caller's side sounded like the prompt, tick after tick."""

    def __init__(self, delay_samples: int = 0, likely: int = 0, sure: int = 0) -> None:
        self._delay_samples = delay_samples
        self._likely = likely
        self._sure = sure

    @property
    def is_likely(self) -> bool:
        return self._likely > 0

    @property
    def is_found(self) -> bool:
        return self._sure >= SURE_TICKS or self._likely >= LIKELY_TICKS

    def seen(self, delay_samples: int, likeness: float) -> "_Candidate":
        if likeness < LIKE:
            return _Candidate()
        is_same = abs(delay_samples - self._delay_samples) <= _SAME_DELAY_SAMPLES
        return _Candidate(
            delay_samples,
            (self._likely if is_same else 0) + 1,
            (self._sure if is_same else 0) + (likeness >= SURELY_LIKE),
        )


class _Path:
    """One path of echo: a short filter at a delay, fitted to what came over it.

    Rooms reverberate and codecs distort, so of some echoes the filter takes away
    little. How loud its rest is, against the prompt of that moment, is learnt as well.
    """

    def __init__(self, delay_samples: int) -> None:
        self.delay_samples = delay_samples
        self._first = max(0, delay_samples - _TAPS_BEFORE)
        self._gram: Wave = np.zeros((_TAPS, _TAPS), np.float32)
        self._cross: Wave = np.zeros(_TAPS, np.float32)
        self._recent = np.zeros((3, _JUDGED_TICKS))
        self._fading = 0.0
        self._leaks = _Leak()
        self._floor = _QUIETEST**2

    def learn(self, heard: Wave, played: Wave) -> None:
        """Fit to a whole window at once, so that the echo is gone with its finding."""
        for ago in range(len(heard) // FRAME_SAMPLES - 1, 0, -1):
            self._take(heard, played, ago)

    def without_echo(self, heard: Wave, played: Wave) -> Samples:
        """The newest tick but for what the path explains of it."""
        sent, came = self._take(heard, played, 0)
        rest = came - sent @ self._taps()
        self._judge(_power(came), _power(rest), _power(sent[:, _TAPS_BEFORE]))
        limited: Samples = np.clip(np.rint(rest), -32768, 32767).astype(np.int16)
        return limited

    @property
    def is_sounding(self) -> bool:
        """Whether more than the line's noise came in the last 100 ms."""
        came = float(self._recent[0].mean())
        return came > max(_QUIETEST**2, _OVER_NOISE * self._floor)

    @property
    def explains(self) -> bool:
        """Whether the last 100 ms were this echo and little else."""
        came, rest, leaked = self._recent.mean(axis=1)
        if rest < (1 - EXPLAINED) * came:
            return True
        return bool(rest < _MARGIN * leaked + _OVER_NOISE * self._floor)

    def _taps(self) -> Wave:
        ridge = _RIDGE * np.trace(self._gram) / _TAPS + 1
        eye = np.eye(_TAPS, dtype=np.float32)
        taps: Wave = np.linalg.solve(self._gram + ridge * eye, self._cross)
        return taps

    def _judge(self, came: float, rest: float, sent: float) -> None:
        """Remember the powers of a tick; what is learnt of them serves the next."""
        self._fading = max(sent, _FADES * self._fading)
        self._floor = max(1.0, min(came, self._floor * _FLOOR_RISES))
        self._recent = np.roll(self._recent, -1, axis=1)
        self._recent[:, -1] = came, rest, self._leaks.share * self._fading
        if self._fading > _QUIETEST**2 and came > _OVER_NOISE * self._floor:
            self._leaks.learn(rest / self._fading)

    def _take(self, heard: Wave, played: Wave, ago: int) -> tuple[Wave, Wave]:
        """What was sent, a column a tap, and what came, of a tick so many ticks ago."""
        end = len(played) - ago * FRAME_SAMPLES - self._first
        sent = sliding_window_view(
            played[end - FRAME_SAMPLES - _TAPS + 1 : end], _TAPS
        )[:, ::-1]
        at = len(heard) - (ago + 1) * FRAME_SAMPLES
        came = heard[at : at + FRAME_SAMPLES]
        self._gram = _FORGETS * self._gram + sent.T @ sent
        self._cross = _FORGETS * self._cross + sent.T @ came
        return sent, came


class _Leak:
    """How much of the prompt's power is left of its echo, as a share of it.

    Near the highest that it was; a caller who speaks over the echo is told from it by
    being far louder, and nothing is learnt of such moments once a second was heard.
    """

    def __init__(self) -> None:
        self.share = 0.0
        self._learnt_ticks = 0

    def learn(self, share: float) -> None:
        self._learnt_ticks += 1
        is_new = self._learnt_ticks <= _NEW_TICKS
        if not is_new and share > _MARGIN * self.share:
            return
        if share > self.share:
            self.share += (share - self.share) * (0.5 if is_new else 0.1)
        else:
            self.share *= _LEAK_FALLS


def _likest(heard: Wave, played: Wave) -> tuple[int, float]:
    """The delay at which `heard` looks most like `played`, and how much, 0 to 1.

    Both are differenced first: that makes voices less alike, and a constant nothing.
    """
    came, sent = np.diff(heard), np.diff(played[_TAPS:])
    energy = float(came @ came)
    if energy < 1 or float(np.square(came).max()) > _CLICK * energy:
        return 0, 0.0
    places = len(sent) - len(came) + 1
    products = np.fft.irfft(
        np.conj(np.fft.rfft(came, _FFT)) * np.fft.rfft(sent, _FFT), _FFT
    )[:places]
    sums = np.concatenate([[0.0], np.cumsum(np.square(sent, dtype=np.float64))])
    energies = sums[len(came) :][:places] - sums[:places]
    audible = np.maximum(energies, energy * _LEAST_SENT)
    likeness = np.abs(products) / np.sqrt(audible * energy)
    place = int(likeness.argmax())
    return places - 1 - place, float(likeness[place])


def _shift_in(kept: Wave, samples: Samples) -> None:
    kept[: -len(samples)] = kept[len(samples) :]
    kept[-len(samples) :] = samples


def _power(samples: Wave) -> float:
    return float(np.mean(np.square(samples)))
