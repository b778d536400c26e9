"""Phrases that two intents share."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.expected import questions
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.model import Scenario
from voicebot.understanding.words import spoken_words


class PhraseCollision(Rule):
    """The same words under two intents of the scenario, or under two branches of a node."""

    name: ClassVar[str] = "phrase_collision"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        yield from _own(surveyed.scenario)
        shared = [
            (words, intents)
            for words, intents in surveyed.machine.owners.items()
            if len(intents) > 1
        ]
        for question in questions(surveyed.scenario) if shared else ():
            for words, (one, *others) in shared:
                for other in others:
                    if question.are_rivals(one, other):
                        yield Suspicion(
                            place=question.place_of(other),
                            message=_sentence(" ".join(words), one, other),
                            hint=_("keep it in one of their phrase lists"),
                        )


def _own(scenario: Scenario) -> Iterator[Suspicion]:
    """Of the scenario's own phrases the first one wins, at every node."""
    owners: dict[tuple[str, ...], str] = {}
    for intent, phrases in scenario.phrases.items():
        for index, phrase in enumerate(phrases):
            owner = owners.setdefault(spoken_words(phrase), intent)
            if owner != intent:
                yield Suspicion(
                    place=("phrases", intent, index),
                    message=_sentence(phrase, owner, intent),
                    hint=_("keep it under one of them"),
                )


def _sentence(phrase: str, one: str, other: str) -> str:
    return _('"{phrase}" means both "{one}" and "{other}"').format(
        phrase=phrase, one=one, other=other
    )
