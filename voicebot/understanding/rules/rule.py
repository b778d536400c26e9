"""A rule, and finding the rules that an utterance matches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from voicebot.understanding.rules.pattern import Pattern, compile_any
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
    def _said(self) -> Pattern | None:
        return compile_any(self.says, WORD_CLASSES)

    @cached_property
    def _excepted(self) -> Pattern | None:
        return compile_any(self.unless, WORD_CLASSES)

    def holds_in(self, utterance: Utterance) -> bool:
        if self._said is None or len(utterance.core.words) > self.longest:
            return False
        return self._said.is_in(utterance) and not (
            self._excepted is not None and self._excepted.is_in(utterance)
        )


def matching(rules: Sequence[Rule], utterance: Utterance) -> Iterator[Rule]:
    """The rules that hold, in order of precedence."""
    return (rule for rule in rules if rule.holds_in(utterance))
