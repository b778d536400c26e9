"""`else`: another text where there is no value."""

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.filter import Filter, Surroundings


class Else(Filter):
    """The value, else the text that follows."""

    name = "else"
    example = "{client_name | else уважаемый клиент}"
    fills = True

    def __init__(self, argument: str) -> None:
        if not argument:
            raise ValueError(_('the filter "else" needs a text after it'))
        super().__init__(argument)

    @override
    def apply(self, value: str | None, around: Surroundings) -> str:
        return value or self.argument
