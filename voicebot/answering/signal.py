"""What a telephone network's, a fax's or a machine's tones mean."""

from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise

from voicebot.answering.tone import Tone

NETWORK_HZ = 425
"""Russia's dial, ringing, busy and congestion tones (ITU-T E.180, supplement 2)."""

SIT_HZ = (950, 1400, 1800)
"""The three special information tones, 330 ms each (ITU-T E.180)."""

CNG_HZ = 1100
CED_HZ = 2100
"""A fax that calls: 0.5 s in every 3.5; one that answers: 2.6 to 4 s (ITU-T T.30)."""

_DIAL_S = 1.3
_RINGING_S = (0.7, 1.29)
_BUSY_S = (0.24, 0.6)
_CONGESTION_S = (0.1, 0.239)
_SIT_S = (0.2, 0.45)
_CNG_S = (0.4, 0.62)
_CNG_GAP_S = (2.4, 3.6)
_CED_S = 0.8
_BEEP_S = (0.17, 1.25)
_BEEP_HZ = (430, 2075)
"""From above the network's own tone to below a fax's answer."""

_BEEP_LOUDNESS = 0.25
"""Beside the voice before it. Machines beep as loudly as they speak; notes of music behind
a voice, 10 dB below it, are at 0.2 at most."""

_NEAR_HZ = 50
_EXACT_HZ = 15
"""A held note of music (440 Hz) is no dial tone."""

_KEPT = 6

Limits = tuple[float, float]


class Signal(Enum):
    """What was signalled."""

    DIAL_TONE = auto()
    RINGING = auto()
    BUSY = auto()
    CONGESTION = auto()
    SIT = auto()
    FAX = auto()
    BEEP = auto()
    """A short tone of no fixed meaning: a machine asks to speak."""


class SignalReader:
    """Tells signals from tones and their rhythm; each is told as soon as it is sure."""

    def __init__(self) -> None:
        self._tones: list[Tone] = []

    def hear(self, tone: Tone, *, after_speech: bool) -> Signal | None:
        """The next tone; a lone short one is a beep only after somebody spoke."""
        if not tone.is_over:
            return _held(tone)
        self._tones = [*self._tones, tone][-_KEPT:]
        is_network = _is_near(tone, NETWORK_HZ)
        cadence = self._of_network() if is_network else self._of_machines()
        if cadence:
            return cadence
        if after_speech and _is_beep(tone):
            return Signal.BEEP
        return Signal.RINGING if is_network and _lasts(tone, _RINGING_S) else None

    def _of_machines(self) -> Signal | None:
        if self._ends_with_sit():
            return Signal.SIT
        calls = self._repeats(2, _CNG_S, hz=CNG_HZ, gaps_s=_CNG_GAP_S)
        return Signal.FAX if calls else None

    def _of_network(self) -> Signal | None:
        if self._repeats(3, _BUSY_S, hz=NETWORK_HZ, gaps_s=_BUSY_S):
            return Signal.BUSY
        congested = self._repeats(4, _CONGESTION_S, hz=NETWORK_HZ, gaps_s=_CONGESTION_S)
        return Signal.CONGESTION if congested else None

    def _repeats(
        self, times: int, limits_s: Limits, *, hz: int, gaps_s: Limits
    ) -> bool:
        """The last so many tones are that long and high, and so far apart."""
        last = self._tones[-times:]
        return (
            len(last) == times
            and all(_is_near(one, hz) and _lasts(one, limits_s) for one in last)
            and all(_lies(gap_s, gaps_s) for gap_s in _gaps_s(last))
        )

    def _ends_with_sit(self) -> bool:
        last = self._tones[-3:]
        return (
            len(last) == len(SIT_HZ)
            and all(
                _is_near(one, hz) and _lasts(one, _SIT_S)
                for one, hz in zip(last, SIT_HZ, strict=True)
            )
            and max(_gaps_s(last)) < _SIT_S[0]
        )


def _held(tone: Tone) -> Signal | None:
    """Of a tone that goes on for longer than any cadence's."""
    is_network = abs(tone.frequency_hz - NETWORK_HZ) <= _EXACT_HZ
    if is_network and tone.length_s >= _DIAL_S:
        return Signal.DIAL_TONE
    if _is_near(tone, CED_HZ) and tone.length_s >= _CED_S:
        return Signal.FAX
    return None


def _is_beep(tone: Tone) -> bool:
    return (
        _lasts(tone, _BEEP_S)
        and _lies(tone.frequency_hz, _BEEP_HZ)
        and tone.loudness >= _BEEP_LOUDNESS
    )


def _gaps_s(tones: Sequence[Tone]) -> list[float]:
    return [after.start_s - before.end_s for before, after in pairwise(tones)]


def _is_near(tone: Tone, frequency_hz: int) -> bool:
    return abs(tone.frequency_hz - frequency_hz) <= _NEAR_HZ


def _lasts(tone: Tone, limits_s: Limits) -> bool:
    return _lies(tone.length_s, limits_s)


def _lies(value: float, limits: Limits) -> bool:
    return limits[0] <= value <= limits[1]
