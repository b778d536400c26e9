"""`polite_name`: how a person is addressed, out of the whole name."""

from typing_extensions import override

from voicebot.scenario.filter import PlainFilter, Surroundings
from voicebot.scenario.russian.person_name import read_person_name


class PoliteName(PlainFilter):
    """First name and patronymic: «Анна Сергеевна» of «Иванова Анна Сергеевна».

    Without a patronymic it is the first name; without that there is no value.
    """

    name = "polite_name"
    example = "{client_name | polite_name}"

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        person = read_person_name(value or "")
        words = (person.first, person.patronymic)
        return " ".join(word.title() for word in words if word) or None
