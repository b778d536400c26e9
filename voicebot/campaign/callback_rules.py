"""How promises to call again are kept."""

from dataclasses import dataclass

from voicebot.campaign.lists import Lists


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackRules:
    """A promised call is dialled at its time, `attempts` times if nobody answers.

    `most` promises to one contact are taken; the list `then` is where a contact ends whom
    a promised call did not reach, or who asked for more.
    """

    attempts: int = 3
    every_s: float = 900.0
    ring_s: float | None = None
    most: int = 5
    then: str = Lists.NOT_REACHED
