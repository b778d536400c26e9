"""Who answered, how sure that is, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Answerer(StrEnum):
    """Who or what is on the far end."""

    PERSON = "person"
    MACHINE = "machine"
    """An answering machine or voice mail."""
    SECRETARY = "secretary"
    """A virtual one, which talks in the subscriber's stead."""
    SCREENING = "screening"
    """Asks who calls and why before it puts the call through."""
    MENU = "menu"
    """An office's menu, queue or closing hours."""
    INTERCEPT = "intercept"
    """The operator's announcement instead of the subscriber."""
    FAX = "fax"
    TONE = "tone"
    """A dial, busy or congestion tone after the answer."""
    SILENCE = "silence"


class Announcement(StrEnum):
    """What an operator's announcement says of the number."""

    UNAVAILABLE = "unavailable"
    BUSY = "busy"
    NO_SUCH_NUMBER = "no_such_number"


MACHINES = frozenset(Answerer) - {Answerer.PERSON, Answerer.SILENCE}
"""Nobody to talk to."""

TALKERS = (
    Answerer.MACHINE,
    Answerer.SECRETARY,
    Answerer.SCREENING,
    Answerer.MENU,
    Answerer.INTERCEPT,
)
"""Those that are known by their words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Who answered; `confidence` 0 to 1, `at_s` when it was known on the call's clock.

    `announcement` goes with an intercept or a tone.
    """

    answerer: Answerer
    confidence: float
    why: str
    at_s: float
    announcement: Announcement | None = None

    @property
    def is_machine(self) -> bool:
        return self.answerer in MACHINES
