"""`first_name`: how a person is called, out of the whole name."""

from typing_extensions import override

from voicebot.scenario.filter import PlainFilter, Surroundings
from voicebot.scenario.russian.person_name import read_person_name


class FirstName(PlainFilter):
    """The first name out of a whole one: «Анна» of «Иванова Анна Сергеевна».

    There is no value where no first name can be told: `first_name | else клиент`.
    """

    name = "first_name"
    example = "{client_name | first_name}"

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        first = read_person_name(value or "").first
        return first.title() if first else None
