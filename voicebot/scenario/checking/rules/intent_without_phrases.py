"""Branches that no utterance can take."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.answers import KEY_BRANCH
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.scenario.step import ExitKind


class IntentWithoutPhrases(Rule):
    """An intent that no phrase list and no `phrases` of the scenario describe."""

    name: ClassVar[str] = "intent_without_phrases"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        for place, intent in _intents(surveyed):
            if intent not in surveyed.known_intents:
                yield Suspicion(
                    place=place,
                    message=_('the intent "{intent}" has no phrases').format(
                        intent=intent
                    )
                    + did_you_mean(intent, surveyed.known_intents),
                    hint=_('write some under "phrases", or in dialogs/phrases'),
                )


def _intents(surveyed: Surveyed) -> Iterator[tuple[Place, str]]:
    scenario = surveyed.scenario
    for intent in scenario.globals:
        yield ("globals", intent), intent
    for name, node in scenario.nodes.items():
        for exit_ in node.exits:
            if exit_.kind is ExitKind.ANSWER and not KEY_BRANCH.match(exit_.label):
                yield ("nodes", name, *exit_.place), exit_.label
