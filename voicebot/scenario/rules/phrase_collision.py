"""Phrases that two intents share."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.rule import Rule, Surveyed, Suspicion


class PhraseCollision(Rule):
    """One of the scenario's phrases under two intents."""

    name: ClassVar[str] = "phrase_collision"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        owners: dict[str, str] = {}
        for intent, phrases in surveyed.scenario.phrases.items():
            for index, phrase in enumerate(phrases):
                owner = owners.setdefault(phrase.casefold().strip(), intent)
                if owner != intent:
                    yield Suspicion(
                        place=("phrases", intent, index),
                        message=_('"{phrase}" means both "{one}" and "{other}"').format(
                            phrase=phrase, one=owner, other=intent
                        ),
                        hint=_("keep it under one of them"),
                    )
