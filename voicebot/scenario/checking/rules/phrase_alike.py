"""Phrases that a telephone hardly tells apart."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.expected import rivals
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.understanding.phrase_match import PhraseFound, PhraseIndex
from voicebot.understanding.utterance import Utterance
from voicebot.understanding.words import spoken_words

_ALIKE = 0.9
"""Of the likeness by which what was misheard is matched with phrases, 0 to 1."""


class PhraseAlike(Rule):
    """A phrase of the scenario that sounds like one of another branch of the same node."""

    name: ClassVar[str] = "phrase_alike"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        if not scenario.phrases:
            return
        against = rivals(scenario)
        index = PhraseIndex(
            _phrases_of(surveyed, frozenset[str]().union(*against.values()))
        )
        for intent, phrases in scenario.phrases.items():
            for place, phrase in enumerate(phrases):
                found = _likest(index, phrase, against[intent])
                if found is not None:
                    yield Suspicion(
                        place=("phrases", intent, place),
                        message=_(
                            '"{phrase}" sounds like "{other}", which means "{intent}"'
                        ).format(
                            phrase=phrase, other=found.phrase, intent=found.intent
                        ),
                        hint=_("say it otherwise, so that noise cannot turn it round"),
                    )


def _likest(
    index: PhraseIndex, phrase: str, intents: frozenset[str]
) -> PhraseFound | None:
    """The phrase of these intents that sounds most like it, if nearly the same."""
    words = spoken_words(phrase)
    alike = [
        found
        for intent, found in index.likest(Utterance(words)).items()
        if intent in intents
        and found.likeness >= _ALIKE
        and spoken_words(found.phrase) != words
    ]
    return max(alike, key=lambda found: found.likeness, default=None)


def _phrases_of(
    surveyed: Surveyed, intents: frozenset[str]
) -> Mapping[str, Sequence[str]]:
    own, shared = surveyed.scenario.phrases, surveyed.machine.phrases
    return {
        intent: (*own.get(intent, ()), *shared.get(intent, ()))
        for intent in sorted(intents)
    }
