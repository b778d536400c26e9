"""Words that the recognizer cannot hear."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.expected import questions
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.model import Scenario
from voicebot.scenario.nodes.scale import Scale
from voicebot.scenario.reading.problem import Place


class UnknownWord(Rule):
    """A phrase with a word that the chosen recognizer lacks, so that it never comes out."""

    name: ClassVar[str] = "unknown_word"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        unknown_words = surveyed.machine.unknown_words
        if unknown_words is None:
            return
        for place, phrase in _own_phrases(surveyed.scenario):
            unknown = unknown_words([phrase])
            if unknown:
                yield Suspicion(
                    place=place,
                    message=_("the recognizer does not know: {words}").format(
                        words=", ".join(unknown)
                    ),
                    hint=_("write it as its dictionary does, or say it otherwise"),
                )
        for place, intent in _deaf_branches(surveyed, unknown_words):
            yield Suspicion(
                place=place,
                message=_('the recognizer knows no phrase of "{intent}" whole').format(
                    intent=intent
                ),
                hint=_("choose a model of the scenario's language, or add phrases"),
            )


def _own_phrases(scenario: Scenario) -> Iterator[tuple[Place, str]]:
    for intent, phrases in scenario.phrases.items():
        for index, phrase in enumerate(phrases):
            yield ("phrases", intent, index), phrase
    for name, node in scenario.nodes.items():
        step = node.steps_by_key.get("scale")
        for word in step.words if isinstance(step, Scale) else ():
            yield ("nodes", name, "scale", "words", word), word


def _deaf_branches(
    surveyed: Surveyed, unknown_words: Callable[[Sequence[str]], Sequence[str]]
) -> Iterator[tuple[Place, str]]:
    """Branches of which not one phrase, own or shared, can be heard; each once."""
    own, shared = surveyed.scenario.phrases, surveyed.machine.phrases
    known: dict[str, bool] = {}
    for question in questions(surveyed.scenario):
        for intent in question.answers.branches:
            phrases = (*own.get(intent, ()), *shared.get(intent, ()))
            if intent in known or not phrases:
                continue
            known[intent] = any(not unknown_words([phrase]) for phrase in phrases)
            if not known[intent]:
                yield question.place_of(intent), intent
