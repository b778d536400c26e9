"""`case`: a name in the case that the sentence asks for."""

from typing_extensions import override

from voicebot.scenario.filter import Filter, Surroundings
from voicebot.scenario.filters.arguments import no_case
from voicebot.scenario.russian.declension import decline
from voicebot.scenario.russian.grammar import case_named


class Cased(Filter):
    """A Russian name, given in the nominative, in another case: «Анне Сергеевне»."""

    name = "case"
    example = "{client_name | case dative}"

    def __init__(self, argument: str) -> None:
        super().__init__(argument)
        case = case_named(argument)
        if case is None:
            raise ValueError(no_case(self.name, argument))
        self._case = case

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        return decline(value, self._case) if value else value
