"""What calls people: a telephone, or somebody who plays one."""

from dataclasses import dataclass
from typing import Protocol

from voicebot.campaign.attempt import Attempt
from voicebot.dialer.order import CallOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCall:
    """A call of which something is kept in a folder."""

    attempt: Attempt
    call_folder: str


class NotDialled(Exception):
    """There was no room for the call after all; the far end has heard nothing of it."""


class Caller(Protocol):
    """Has some lines. Both are asked on the dialer's event loop."""

    @property
    def free(self) -> int:
        """How many calls may begin now; those that `call` was asked for are not free."""
        ...

    async def call(self, order: CallOrder) -> Attempt | RecordedCall:
        """Dial, talk, hang up; returns when the line is free again.

        The line is taken before this first waits. Busy, no answer and a line's own
        faults are results; whatever else it raises counts as such a fault.

        Raises:
            NotDialled: the contact is due again as if this had not been asked.
        """
        ...
