"""How long what is said takes: estimates by letters, without a voice."""

from collections.abc import Iterable

from voicebot.scenario.actions import Action, Say

LETTERS_PER_S = 14.0
"""The pace of the embedded Russian voices, rounded."""

THINKS_S = 0.6
"""From the robot's last sound to a person's first, and back again."""

_RECORDING_S = 6.0
"""A recording whose text is not written."""


def speech_s(text: str) -> float:
    """Of a person or the robot.

    >>> speech_s("Добрый день!")
    0.857
    """
    return round(len(text) / LETTERS_PER_S, 3)


def prompts_s(actions: Iterable[Action]) -> float:
    """Of all that the robot says in a batch of actions."""
    said = (action for action in actions if isinstance(action, Say))
    return sum(speech_s(say.text) if say.text else _RECORDING_S for say in said)
