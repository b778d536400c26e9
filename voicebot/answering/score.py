"""Words, rhythm and signals, added up to one explainable score."""

import math
from dataclasses import dataclass

from voicebot.answering.rhythm import Rhythm
from voicebot.answering.signal import Signal
from voicebot.answering.verdict import Announcement, Answerer, Verdict
from voicebot.answering.wording import Wording

FIRST_ODDS = -3.0
"""Log-odds for a machine before anything is heard: one answered call in twenty."""

WORDLESS_S = 2.0
"""So much sound like speech in one breath without a word in it is no talk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Log-odds for a machine, by what they come from."""

    words: float
    person: float
    likeness: float
    rhythm: float

    @property
    def odds(self) -> float:
        by_words = self.words - self.person + self.likeness
        return FIRST_ODDS + by_words + self.rhythm

    @property
    def probability(self) -> float:
        """0 to 1, that nobody is there to talk to."""
        return 1 / (1 + math.exp(-self.odds))


def score_of(wording: Wording, rhythm: Rhythm, now_s: float) -> Score:
    return Score(
        words=wording.machine,
        person=wording.person,
        likeness=wording.like_machine,
        rhythm=rhythm.odds(now_s),
    )


def machine_verdict(wording: Wording, score: Score, at_s: float) -> Verdict:
    """For a score that speaks for a machine."""
    return Verdict(
        answerer=wording.likeliest,
        confidence=score.probability,
        why=_why(wording.why or "words like a machine's", score),
        at_s=at_s,
        announcement=wording.announcement,
    )


def person_verdict(wording: Wording, score: Score, at_s: float) -> Verdict:
    return Verdict(
        answerer=Answerer.PERSON,
        confidence=max(1 - score.probability, 0.5),
        why=_why(wording.why or "no machine's words", score),
        at_s=at_s,
    )


_SIGNALS: dict[Signal, tuple[Answerer, Announcement | None]] = {
    Signal.DIAL_TONE: (Answerer.TONE, None),
    Signal.BUSY: (Answerer.TONE, Announcement.BUSY),
    Signal.CONGESTION: (Answerer.TONE, Announcement.UNAVAILABLE),
    Signal.SIT: (Answerer.INTERCEPT, Announcement.UNAVAILABLE),
    Signal.FAX: (Answerer.FAX, None),
}

SURE_OF_SIGNAL = 0.97


def signal_verdict(signal: Signal, at_s: float) -> Verdict | None:
    """None for a signal that tells nothing of who answered: ringing, a beep."""
    if signal not in _SIGNALS:
        return None
    answerer, announcement = _SIGNALS[signal]
    return Verdict(
        answerer=answerer,
        confidence=SURE_OF_SIGNAL,
        why=f"tone: {signal.name.lower().replace('_', ' ')}",
        at_s=at_s,
        announcement=announcement,
    )


def _why(words: str, score: Score) -> str:
    return (
        f"{words}; odds {score.odds:+.1f} = words {score.words:+.1f}, "
        f"person {-score.person:+.1f}, likeness {score.likeness:+.1f}, "
        f"rhythm {score.rhythm:+.1f}"
    )
