"""What a scenario is to run with, as far as `voicebot check` asks about it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from voicebot.understanding.phrases import OUT_OF_SCOPE
from voicebot.understanding.words import spoken_words

DOUBTFUL_S = 3.5
"""A moment that is later than this by estimate may be too late; sooner is not."""


@dataclass(frozen=True, kw_only=True)
class Machine:
    """None is what nobody has told. Not slotted: it keeps `owners` once asked.

    `phrases` are the lists that every scenario shares. `unknown_words` gives those
    words of phrases that the recognizer can never hear. `speech_s` measures how long
    a text takes in a voice (None: the default one), `recording_s` a recording, both
    in seconds and None where nothing can be measured; what comes sooner than
    `measured_from_s` by estimate is not worth the work.
    """

    phrases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    agents: Collection[str] | None = None
    webhooks: Collection[str] | None = None
    channels: Collection[str] | None = None
    unknown_words: Callable[[Sequence[str]], Sequence[str]] | None = None
    speech_s: Callable[[str, str | None], float | None] | None = None
    recording_s: Callable[[Path], float | None] | None = None
    measured_from_s: float = DOUBTFUL_S

    @cached_property
    def owners(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The intents under which the same words are listed; the first one wins."""
        found: dict[tuple[str, ...], dict[str, None]] = {}
        for intent, phrases in self.phrases.items():
            for phrase in phrases if intent != OUT_OF_SCOPE else ():
                found.setdefault(spoken_words(phrase), {})[intent] = None
        return {words: tuple(intents) for words, intents in found.items() if words}
