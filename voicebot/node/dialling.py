"""A phone's part in campaigns, as the phone itself sees it.

What dials needs the database's packages, 40 MB of them: a phone that only answers loads
none of it.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sip.endpoint import PjsuaLine
from voicebot.node.live_calls import LiveCalls
from voicebot.node.tally import Tally
from voicebot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A phone's part: `lines` of campaigns, and `callers` whose places they leave free."""

    lines: int
    callers: int


class Dialling(Protocol):
    """For one event loop."""

    @property
    def trouble(self) -> str | None:
        """A sentence: why nobody is dialled now."""

    async def run(self) -> None:
        """Dial until `drain`."""

    def drain(self) -> None:
        """Call nobody else."""

    async def settled(self) -> None:
        """Wait until the calls have ended, and what they came to is in the database."""

    def renew(self, settings: Settings) -> None:
        """Calls that begin from now on go by these settings.

        Raises:
            SettingsError: what holds for all campaigns cannot be read.
        """

    def close(self) -> None:
        """Scenarios' edits are followed no longer."""


OpenDialling = Callable[[PjsuaLine, LiveCalls, Tally, asyncio.TaskGroup], Dialling]
"""Tasks of the group follow scenarios' edits, until `close`."""
