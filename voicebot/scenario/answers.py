"""What a caller's answer leads to at one node."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from voicebot.scenario.reply import Reply
from voicebot.understanding.candidates import STANDS_FOR
from voicebot.understanding.meaning import Meaning

KEY_BRANCH = re.compile(r"^key ([0-9*#A-D])$")
"""A branch for a key press: `key 1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The branches of a node and the global replies beside them.

    A branch leads to a node's name; a global intent to its reply.
    """

    branches: Mapping[str, str]
    replies: Mapping[str, Reply]

    @property
    def intents(self) -> tuple[str, ...]:
        """Every intent that leads somewhere, branches first."""
        own = (name for name in self.branches if not KEY_BRANCH.match(name))
        return tuple(dict.fromkeys([*own, *self.replies]))

    @property
    def keys(self) -> frozenset[str]:
        found = (KEY_BRANCH.match(name) for name in self.branches)
        return frozenset(match[1] for match in found if match)

    def find(self, intent: str) -> str | Reply | None:
        """The intent's branch, else its global reply, else a branch standing for it."""
        if intent in self.branches:
            return self.branches[intent]
        if intent in self.replies:
            return self.replies[intent]
        others = STANDS_FOR.get(intent, ())
        return next(
            (self.branches[name] for name in others if name in self.branches), None
        )

    def is_ambiguous(self, meaning: Meaning, margin: float) -> bool:
        """Whether a rival that leads elsewhere is closer than `margin`."""
        if meaning.intent is None:
            return False
        chosen = self.find(meaning.intent)
        return any(
            meaning.confidence - rival.confidence < margin
            and self.find(rival.intent) not in (None, chosen)
            for rival in meaning.rivals
        )
