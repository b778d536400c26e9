"""`scale`: a survey question with a score."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Self

from pydantic import Field, model_validator
from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.collecting import Collecting
from voicebot.scenario.slot_type import SlotType
from voicebot.understanding.words import spoken_words

_NOT = "не"


class Scale(Collecting):
    """Waits for a whole score from `min` to `max`, by voice or key; then goes on.

    `words` are answers that mean a score: `{отлично: 5}`. The slot is a `number`.
    """

    key: ClassVar[str] = "scale"
    order: ClassVar[int] = 33
    example: ClassVar[str] = """
    ask: Оцените разговор от одного до пяти.
    scale: {slot: score, min: 1, max: 5, words: {отлично: 5, ужасно: 1}}
    goto: hang_up
    """
    shorthand: ClassVar[str | None] = "slot"

    min: int = Field(default=1, ge=0)
    max: int = Field(default=5, le=1000)
    words: Mapping[str, int] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.min >= self.max:
            raise ValueError(
                _('"min" {low} is not below "max" {high}; there is no scale').format(
                    low=self.min, high=self.max
                )
            )
        for word, score in self.words.items():
            if not self.min <= score <= self.max:
                raise ValueError(
                    _('"{word}" means {score}, which is not on the scale').format(
                        word=word, score=score
                    )
                )
        return self

    @property
    @override
    def most_keys(self) -> int | None:
        return len(str(self.max))

    @override
    def fits(self, kind: SlotType, value: str) -> bool:
        score = Decimal(value)
        return score == int(score) and self.min <= score <= self.max

    @override
    def read(self, text: str, value: str | None) -> str | None:
        return value or self._score_of_words(spoken_words(text))

    def _score_of_words(self, said: tuple[str, ...]) -> str | None:
        """The score of the longest of `words` that was said and not denied."""
        for phrase in sorted(self.words, key=len, reverse=True):
            wanted = spoken_words(phrase)
            for start in range(len(said) - len(wanted) + 1):
                is_denied = start > 0 and said[start - 1] == _NOT
                if said[start : start + len(wanted)] == wanted and not is_denied:
                    return str(self.words[phrase])
        return None
