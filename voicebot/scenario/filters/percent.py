"""`percent`: a number of per cent."""

from typing import ClassVar

from voicebot.scenario.filters.arguments import only_case
from voicebot.scenario.filters.number_words import NumberWords


class Percent(NumberWords):
    """Per cent in words: «двенадцать процентов», «полтора процента».

    After it may stand a case: `percent genitive`.
    """

    name: ClassVar[str] = "percent"
    example: ClassVar[str] = "{rate | percent}"

    def __init__(self, argument: str) -> None:
        case = only_case(self.name, argument)
        super().__init__(f"{case} процент")
        self.argument = argument
