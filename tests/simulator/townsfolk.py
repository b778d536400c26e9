"""People to call in tests, and scripts to talk with them."""

import functools
from datetime import datetime

from voicebot.settings import PROJECT_DIR, load_settings
from voicebot.simulator.kind import Kind, Manner, Reply
from voicebot.simulator.person import Person
from voicebot.simulator.scripts import Scripts, open_scripts

NUMBER = "+79160000001"
BEGINNING = datetime.fromisoformat("2026-11-23T10:00+03:00")
"""A Monday morning in Moscow."""

POPULATIONS = PROJECT_DIR / "dialogs" / "populations"


@functools.cache
def scripts() -> Scripts:
    return open_scripts(load_settings())


def person(kind: Kind, seed: int = 1) -> Person:
    return Person(kind=kind, seed=seed)


def saying(*words: str) -> Kind:
    """They pick up and say this at every question, a talk each."""
    manners = tuple(Manner(elsewhere=(Reply(says=text),)) for text in words)
    return Kind(name="saying", manners=manners)
