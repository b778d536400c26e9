"""`ordinal`: a number as it answers "which"."""

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.filter import RUSSIAN, Filter, Surroundings
from voicebot.scenario.filters.arguments import leading_case, take_gender
from voicebot.scenario.russian.grammar import Noun
from voicebot.scenario.russian.spoken_number import ordinal, read_number

_LARGEST = 10**9


class Ordinal(Filter):
    """An ordinal, alone or with its noun: «пятый», «двадцать первую», «пятом этаже».

    After it may stand a case, then a gender or a noun: `ordinal prepositional этаж`.
    """

    name = "ordinal"
    example = "{floor | ordinal prepositional этаж}"

    def __init__(self, argument: str) -> None:
        super().__init__(argument)
        words = argument.split()
        self._case = leading_case(words)
        gender = take_gender(words)
        self._noun = Noun.read(words[0]) if len(words) == 1 else None
        if words and self._noun is None:
            raise ValueError(
                _(
                    'after "ordinal" stand a case, then a gender or a noun, like '
                    '"ordinal genitive этаж"; "{text}" is neither'
                ).format(text=" ".join(words))
            )
        self._gender = gender or (self._noun.gender if self._noun else "masculine")

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        number = read_number(value)
        if number is None or around.language != RUSSIAN:
            return value
        if number != number.to_integral_value() or not 0 <= number < _LARGEST:
            return value
        words = ordinal(int(number), self._case, self._gender)
        return f"{words} {self._noun.inflected(self._case)}" if self._noun else words
