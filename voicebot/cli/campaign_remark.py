"""What is said of a campaign before it starts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """What a remark means for starting."""

    ERROR = "error"
    """The campaign does not start."""
    WARNING = "warning"
    FACT = "fact"


class About(StrEnum):
    """What a remark is about, in the order in which they are told."""

    RULES = "rules"
    SCENARIO = "scenario"
    LAW = "law"
    HOURS = "hours"
    LINES = "lines"
    MESSAGES = "messages"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One sentence: what was found, and what to do if it is no fact."""

    about: About
    weight: Weight
    sentence: str


def errors_of(remarks: Iterable[Remark]) -> list[Remark]:
    return [remark for remark in remarks if remark.weight is Weight.ERROR]


def error(about: About, sentence: str) -> Remark:
    return Remark(about=about, weight=Weight.ERROR, sentence=sentence)


def warning(about: About, sentence: str) -> Remark:
    return Remark(about=about, weight=Weight.WARNING, sentence=sentence)


def fact(about: About, sentence: str) -> Remark:
    return Remark(about=about, weight=Weight.FACT, sentence=sentence)
