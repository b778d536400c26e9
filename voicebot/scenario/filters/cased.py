"""`case`: a name in the case that the sentence asks for."""

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.declension import GRAMMEMES, decline
from voicebot.scenario.filter import Filter, Surroundings


class Cased(Filter):
    """A Russian name, given in the nominative, in another case: «Анне Сергеевне»."""

    name = "case"
    example = "{client_name | case dative}"

    def __init__(self, argument: str) -> None:
        super().__init__(argument)
        if argument not in GRAMMEMES:
            raise ValueError(
                _('"case {argument}" is no case; write one of {cases}').format(
                    argument=argument, cases=", ".join(GRAMMEMES)
                )
            )

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        return decline(value, self.argument) if value else value
