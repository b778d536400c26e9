"""`number`: a number in words."""

from decimal import Decimal

from typing_extensions import override

from voicebot.scenario.filter import RUSSIAN, Filter, Surroundings
from voicebot.scenario.filters.arguments import counted, leading_case, take_gender
from voicebot.scenario.russian.spoken_number import cardinal, decimal_words, read_number


class NumberWords(Filter):
    """A number, alone or with what is counted: «двадцать пять», «пять дней», «двух минут».

    After it may stand a case, then a gender, or a noun: `number genitive минута`. A noun
    that takes no common form is given in three, after 1, 2 and 5: `number день дня дней`.
    """

    name = "number"
    example = "{days | number день}"

    def __init__(self, argument: str) -> None:
        super().__init__(argument)
        words = argument.split()
        self._case = leading_case(words)
        gender = take_gender(words)
        self._counted = counted(words)
        named = self._counted.gender if self._counted else "masculine"
        self._gender = gender or named

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        number = read_number(value)
        if number is None or around.language != RUSSIAN:
            return value
        return self._words(number)

    def _words(self, number: Decimal) -> str:
        if number != number.to_integral_value():
            words = decimal_words(number, self._gender)
            return f"{words} {self._form_of_part(number)}".rstrip()
        count = int(number)
        words = cardinal(count, self._case, self._gender)
        form = self._counted.form(abs(count), self._case) if self._counted else ""
        return f"{words} {form}".rstrip()

    def _form_of_part(self, number: Decimal) -> str:
        """«полтора дня», «пять с половиной дней», «две десятых дня»."""
        if self._counted is None:
            return ""
        is_half = abs(number) % 1 == Decimal("0.5") and abs(number) > 1
        count = max(int(abs(number)), 2) if is_half else 2
        return self._counted.form(count, "nominative")
