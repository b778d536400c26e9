"""Tells the robot's own voice, come back from the far end, from the caller's."""

import numpy as np

from sip.leg import FRAME_SAMPLES, RATE_HZ, Samples
from voicebot.conversation import echo_rhythm, echo_wave
from voicebot.conversation.echo_bands import BAND_WINDOW, QUIETEST, band_powers
from voicebot.conversation.echo_path import EchoPath, mean_square
from voicebot.conversation.echo_rhythm import EchoRhythm
from voicebot.conversation.echo_wave import LONGEST, WINDOW, Wave, likest
from voicebot.conversation.recent import Recent

_SURE_TICKS = 2
_LIKELY_TICKS = 4
"""So many looks at one delay, and the echo's path is known for the call."""

_RHYTHM_LOOKS = 2
_SAME_DELAY_SAMPLES = 16
_LOOK_EVERY_TICKS = 2
_SEARCH_EVERY_TICKS = 5

_AUDIBLE = 50
"""A sample played above this may come back; -56 dBFS, far above a coded silence."""

_UNKNOWN_TICKS = 75
"""By then an echo has been found, where there is one: 1.5 s of prompt."""

_KEPT = WINDOW + LONGEST + BAND_WINDOW

_TICKS = np.arange(-BAND_WINDOW, 0) - FRAME_SAMPLES * np.arange(
    _SEARCH_EVERY_TICKS - 1, -1, -1
).reshape(-1, 1)
"""Where the last 32 ms of each of the newest ticks lie, from the end; a row a tick."""


class EchoGuard:
    """Follows both directions of one call, tick by tick; pure but for what it learnt.

    A path of echo is looked for by its wave, and where a codec spoils that, by what
    moves between the bands; at every delay up to half a second. Once it is known, its
    6 ms around that delay are fitted by least squares to the last 0.7 s, and what they
    explain is taken away: the ear hears the rest. Where no echo was ever found the ear
    hears what arrived, bit by bit.

    What it costs is measured by benchmarks/cost.py: a few times more once an echo was
    found, and next to nothing while the robot is silent.
    """

    def __init__(self) -> None:
        self._kept_played = Recent(_KEPT)
        self._kept_heard = Recent(WINDOW)
        self._played: Wave = self._kept_played.samples
        self._heard: Wave = self._kept_heard.samples
        self._silent_samples = _KEPT
        self._candidate = _Candidate()
        self._rhythm = EchoRhythm()
        self._rhythm_candidate = _Candidate()
        self._untaken_ticks = 0
        """Of which the rhythm is still to be taken: five at once cost little more than one."""
        self._path: EchoPath | None = None
        self._tick = 0
        self._has_moved = False
        """A jitter buffer has made the path shorter or longer a moment ago."""
        self.is_echo = False
        """What sounded last on the caller's side was the robot's own voice alone."""

    @property
    def is_possible(self) -> bool:
        """The robot spoke so lately that its echo may still come."""
        return self._silent_samples < _KEPT

    @property
    def is_unknown(self) -> bool:
        """The robot has not yet spoken for long enough to know of an echo."""
        return self._path is None and self._tick < _UNKNOWN_TICKS

    @property
    def delay_s(self) -> float | None:
        """From the wire and back; None while no echo was found."""
        return self._path.delay_samples / RATE_HZ if self._path else None

    def hear(self, heard: Samples, played: Samples) -> Samples:
        """Take 20 ms of both directions; what the caller's side sent but for echo."""
        self._played = self._kept_played.add(played)
        self._heard = self._kept_heard.add(heard)
        is_sounding = bool(played.max() > _AUDIBLE or played.min() < -_AUDIBLE)
        self._silent_samples = 0 if is_sounding else self._silent_samples + len(played)
        if not self.is_possible:
            self.is_echo = False
            self._take_rhythm(ago=1)
            return heard
        self._tick += 1
        self._search_wave()
        self._search_rhythm()
        if self._path is None:
            return heard
        rest = self._path.without_echo(self._heard, self._played)
        if self._path.is_sounding:
            self.is_echo = self._path.explains or self._has_moved
        return rest

    def _search_wave(self) -> None:
        """Look at every delay: often until one is found, then now and then."""
        if self._tick % self._search_every_ticks:
            return
        if mean_square(self._heard[-FRAME_SAMPLES:]) < QUIETEST**2:
            return
        delay_samples, likeness = likest(self._heard, self._played)
        is_like = likeness >= echo_wave.LIKE
        if self._path is None:
            self.is_echo = is_like
        self._candidate = self._candidate.seen(
            delay_samples, is_like=is_like, is_sure=likeness >= echo_wave.SURELY_LIKE
        )
        self._has_moved = is_like and not self._is_known(delay_samples)
        if self._candidate.is_found:
            self._follow(delay_samples)

    def _search_rhythm(self) -> None:
        """The way of codecs that keep no wave; needless once a path is known."""
        if self._path:
            return
        self._untaken_ticks += 1
        if self._tick % _SEARCH_EVERY_TICKS:
            return
        self._take_rhythm(ago=0)
        delay_ticks, likeness = self._rhythm.likest()
        delay_samples = min(delay_ticks * FRAME_SAMPLES, LONGEST)
        self._rhythm_candidate = self._rhythm_candidate.seen(
            delay_samples, is_like=likeness >= echo_rhythm.LIKE
        )
        if self._rhythm_candidate.looks >= _RHYTHM_LOOKS:
            self._follow(delay_samples)

    def _take_rhythm(self, ago: int) -> None:
        """Of the ticks that were not taken yet, of which the last was so long ago."""
        if self._untaken_ticks:
            ticks = _TICKS[-self._untaken_ticks :] - ago * FRAME_SAMPLES
            heard, played = self._heard[ticks], self._played[ticks]
            self._rhythm.take(band_powers(heard), band_powers(played))
            self._untaken_ticks = 0

    def _follow(self, delay_samples: int) -> None:
        if not self._is_known(delay_samples):
            self._path = EchoPath(delay_samples)
            self._path.learn(self._heard, self._played)

    def _is_known(self, delay_samples: int) -> bool:
        known = self._path.delay_samples if self._path else None
        return known is not None and abs(known - delay_samples) <= _SAME_DELAY_SAMPLES

    @property
    def _search_every_ticks(self) -> int:
        if self._path:
            return _SEARCH_EVERY_TICKS if self._path.explains else 1
        return 1 if self._candidate.looks else _LOOK_EVERY_TICKS


class _Candidate:
    """A delay at which the caller's side was like the prompt, look after look."""

    def __init__(self, delay_samples: int = 0, looks: int = 0, sure: int = 0) -> None:
        self._delay_samples = delay_samples
        self._sure = sure
        self.looks = looks

    @property
    def is_found(self) -> bool:
        return self._sure >= _SURE_TICKS or self.looks >= _LIKELY_TICKS

    def seen(
        self, delay_samples: int, *, is_like: bool, is_sure: bool = False
    ) -> "_Candidate":
        if not is_like:
            return _Candidate()
        is_same = abs(delay_samples - self._delay_samples) <= _SAME_DELAY_SAMPLES
        return _Candidate(
            delay_samples,
            (self.looks if is_same else 0) + 1,
            (self._sure if is_same else 0) + is_sure,
        )
