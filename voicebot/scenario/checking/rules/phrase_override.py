"""Phrases taken away from another intent."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.expected import Question, questions
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.understanding.words import spoken_words


class PhraseOverride(Rule):
    """A phrase of the scenario that the shared lists give to another branch of a node."""

    name: ClassVar[str] = "phrase_override"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario, owners = surveyed.scenario, surveyed.machine.owners
        if not scenario.phrases or not owners:
            return
        asked = list(questions(scenario))
        for intent, phrases in scenario.phrases.items():
            for index, phrase in enumerate(phrases):
                for owner in owners.get(spoken_words(phrase), ()):
                    robbed = _robbed(asked, intent, owner) if owner != intent else None
                    if robbed is not None:
                        yield Suspicion(
                            place=("phrases", intent, index),
                            message=_(
                                '"{phrase}" is no longer "{owner}" at "{node}", '
                                "as the phrase lists have it"
                            ).format(phrase=phrase, owner=owner, node=robbed),
                            hint=_('remove it from "{intent}", or the branch').format(
                                intent=intent
                            ),
                        )


def _robbed(asked: Sequence[Question], intent: str, owner: str) -> str | None:
    """The first node that expects `owner`, and now takes the phrase otherwise."""
    for question in asked:
        taken = question.taken_as(intent)
        is_lost = taken is None or question.are_rivals(taken, owner)
        if owner in question.answers.intents and is_lost:
            return question.node
    return None
