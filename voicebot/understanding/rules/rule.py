"""A rule, and finding the rules that an utterance matches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from voicebot.understanding.rules.pattern import Pattern, compile_pattern
from voicebot.understanding.rules.word_classes import WORD_CLASSES
from voicebot.understanding.utterance import Utterance

USUAL_CONFIDENCE = 0.95


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Any of `says`, and none of `unless`, means `intent`; `name` completes "rule: …".

    Not slotted: the compiled patterns are kept on it.
    """

    name: str
    intent: str
    says: tuple[str, ...]
    unless: tuple[str, ...] = ()
    confidence: float = USUAL_CONFIDENCE
    longest: int = 40
    """The rule does not hold in an utterance of more words than this."""

    @cached_property
    def _patterns(self) -> tuple[Pattern, ...]:
        return tuple(compile_pattern(source, WORD_CLASSES) for source in self.says)

    @cached_property
    def _exceptions(self) -> tuple[Pattern, ...]:
        return tuple(compile_pattern(source, WORD_CLASSES) for source in self.unless)

    def holds_in(self, utterance: Utterance) -> bool:
        if len(utterance.core.words) > self.longest:
            return False
        return any(pattern.is_in(utterance) for pattern in self._patterns) and not any(
            pattern.is_in(utterance) for pattern in self._exceptions
        )


def matching(rules: Sequence[Rule], utterance: Utterance) -> Iterator[Rule]:
    """The rules that hold, in order of precedence."""
    return (rule for rule in rules if rule.holds_in(utterance))
