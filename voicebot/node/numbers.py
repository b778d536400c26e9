"""Which scenario answers which number."""

from collections.abc import Mapping
from pathlib import Path

from voicebot.settings import Settings

ANY_NUMBER = "default"
"""The key that answers what no other does."""


def scenario_for(called: str, numbers: Mapping[str, Path]) -> Path | None:
    """The scenario of the number or name that was dialled; None where there is none."""
    wanted = dialled_digits(called)
    for number, scenario in numbers.items():
        if number != ANY_NUMBER and dialled_digits(number) == wanted:
            return scenario
    return numbers.get(ANY_NUMBER)


def numbers_at(trunk: str, settings: Settings) -> Mapping[str, Path]:
    """The numbers of calls by a trunk ("" is none): its own go before everybody's."""
    named = settings.trunks.get(trunk)
    own = named.numbers if named else {}
    others = {key: path for key, path in settings.numbers.items() if key not in own}
    return {**own, **others}


def scenarios_of(settings: Settings) -> tuple[Path, ...]:
    """Every scenario that answers some number, once."""
    own = (path for each in settings.trunks.values() for path in each.numbers.values())
    return tuple(dict.fromkeys((*settings.numbers.values(), *own)))


def dialled_digits(number: str) -> str:
    """A number as trunks variously write it, by its last ten digits where it has them.

    >>> dialled_digits("+7 (495) 123-45-67"), dialled_digits("84951234567")
    ('4951234567', '4951234567')
    >>> dialled_digits("100"), dialled_digits("reception")
    ('100', 'reception')
    """
    digits = "".join(filter(str.isdigit, number))
    return digits[-10:] if digits else number
