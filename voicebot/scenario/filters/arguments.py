"""What may follow the name of a filter that words numbers."""

from collections.abc import Callable
from dataclasses import dataclass

from voicebot.i18n import _
from voicebot.scenario.russian.grammar import (
    CASES,
    GENDERS,
    NOMINATIVE,
    Noun,
    case_named,
    gender_named,
)
from voicebot.scenario.russian.spoken_moment import plural

_FORMS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is counted: its gender, and its form after a number in a case."""

    gender: str
    form: Callable[[int, str], str]


def only_case(name: str, argument: str) -> str:
    """The case that is all of a filter's argument; the nominative where there is none.

    Raises:
        ValueError: it is no case.
    """
    case = case_named(argument) if argument else NOMINATIVE
    if case is None:
        raise ValueError(no_case(name, argument))
    return case


def no_case(name: str, argument: str) -> str:
    return _('"{name} {argument}" is no case; write one of {cases}').format(
        name=name, argument=argument, cases=", ".join(CASES)
    )


def leading_case(words: list[str]) -> str:
    """Take the case off the front of the words, if one stands there."""
    case = case_named(words[0]) if words else None
    if case is None:
        return NOMINATIVE
    del words[0]
    return case


def take_gender(words: list[str]) -> str | None:
    """Take a gender out of the words, if one stands there."""
    found = next((word for word in words if gender_named(word)), None)
    if found is None:
        return None
    words.remove(found)
    return gender_named(found)


def counted(words: list[str]) -> Counted | None:
    """«день», or its three forms: «день дня дней», with commas where they are phrases.

    Raises:
        ValueError: neither one known noun nor three forms.
    """
    if not words:
        return None
    text = " ".join(words)
    forms = [form.strip() for form in text.split(",")] if "," in text else words
    if len(forms) == _FORMS:
        return _of_forms(forms[0], forms[1], forms[2])
    noun = Noun.read(text) if len(words) == 1 else None
    if noun is None:
        raise ValueError(
            _(
                'after a number stands one noun or its three forms, like "день дня '
                'дней"; "{text}" is neither'
            ).format(text=text)
        )
    return Counted(gender=noun.gender, form=noun.counted)


def _of_forms(one: str, few: str, many: str) -> Counted:
    nouns = [noun for noun in map(Noun.read, one.split()) if noun]
    gender = nouns[-1].gender if nouns else next(iter(GENDERS))
    return Counted(
        gender=gender, form=lambda count, _case: plural(count, one, few, many)
    )
