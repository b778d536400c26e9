"""Short phrases of each intent, to bias a recognizer with."""

from collections.abc import Collection, Mapping, Sequence

from voicebot.understanding.words import spoken_words

LONGEST_HINT = 3
"""Words; longer phrases only dilute a recognizer's grammar."""


class Hints:
    """Chosen once of a book's thousands of phrases: a call's loop only looks them up.

    The phrases of questions that were asked are kept, one tuple for each set of intents;
    scenarios have some dozens.
    """

    def __init__(self, book: Mapping[str, Sequence[str]]) -> None:
        self._short = {intent: _short(phrases) for intent, phrases in book.items()}
        self._asked: dict[tuple[str, ...], tuple[str, ...]] = {}

    def of(self, intents: Collection[str]) -> tuple[str, ...]:
        """Phrases of these intents in their order, none twice."""
        asked = tuple(intents)
        if asked not in self._asked:
            self._asked[asked] = tuple(
                dict.fromkeys(
                    phrase for intent in asked for phrase in self._short.get(intent, ())
                )
            )
        return self._asked[asked]

    def after(self, extra: Mapping[str, Sequence[str]]) -> "Hints":
        """The same, with other phrases going before them."""
        more = Hints(extra)
        for intent, phrases in self._short.items():
            more._short[intent] = tuple(
                dict.fromkeys((*more._short.get(intent, ()), *phrases))
            )
        return more


def _short(phrases: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in phrases if len(spoken_words(one)) <= LONGEST_HINT)
