"""One way in which the recognizer read the speech, as the layers look at it."""

from dataclasses import dataclass

from voicebot.understanding.meaning import Candidate
from voicebot.understanding.spoken_time.reader import HeardTime
from voicebot.understanding.utterance import Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The words as heard and as repaired, the time they name, the classifier's guesses.

    `guesses` are every intent, likeliest first.
    """

    heard: Utterance
    repaired: Utterance
    time: HeardTime | None
    guesses: tuple[Candidate, ...]

    @property
    def is_repaired(self) -> bool:
        return self.heard.words != self.repaired.words
