"""What a caller's answer leads to at one node."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from voicebot.scenario.reply import Reply
from voicebot.understanding.candidates import STANDS_FOR
from voicebot.understanding.meaning import Meaning

KEY_BRANCH = re.compile(r"^key ([0-9*#A-D])$")
"""A branch for a key press: `key 1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """An answer's road: the node it leads to, by the exit of this name."""

    target: str
    exit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The branches of a step and the global replies beside them.

    `branches` lead from an intent or a key to a node's name, and stand in the file
    under `place`; `replies` from a global intent to its reply. `intents` are all that
    lead somewhere, branches first; `keys` likewise.
    """

    place: str
    branches: Mapping[str, str]
    replies: Mapping[str, Reply]
    intents: tuple[str, ...] = field(init=False)
    keys: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        own = (name for name in self.branches if not KEY_BRANCH.match(name))
        intents = tuple(dict.fromkeys([*own, *self.replies]))
        found = (KEY_BRANCH.match(name) for name in self.branches)
        keys = frozenset(match[1] for match in found if match)
        object.__setattr__(self, "intents", intents)
        object.__setattr__(self, "keys", keys)

    def find(self, intent: str) -> Branch | Reply | None:
        """The intent's branch, else its global reply, else a branch standing for it."""
        if intent in self.branches:
            return self._branch(intent)
        if intent in self.replies:
            return self.replies[intent]
        others = STANDS_FOR.get(intent, ())
        return next(
            (self._branch(name) for name in others if name in self.branches), None
        )

    def find_key(self, key: str) -> Branch | None:
        name = f"key {key}"
        return self._branch(name) if name in self.branches else None

    def close_rival(self, meaning: Meaning, margin: float) -> str | None:
        """An intent nearer than `margin` to the chosen one, which leads elsewhere."""
        if meaning.intent is None:
            return None
        chosen = _where(self.find(meaning.intent))
        return next(
            (
                rival.intent
                for rival in meaning.rivals
                if meaning.confidence - rival.confidence < margin
                and _where(self.find(rival.intent)) not in (None, chosen)
            ),
            None,
        )

    def _branch(self, name: str) -> Branch:
        return Branch(target=self.branches[name], exit=f"{self.place}.{name}")


def _where(found: Branch | Reply | None) -> str | Reply | None:
    return found.target if isinstance(found, Branch) else found
