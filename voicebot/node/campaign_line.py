"""A phone's line as one campaign's call is placed by it: through the claimed trunk."""

from contextlib import ExitStack
from types import TracebackType
from typing import Protocol, Self

from sip.leg import Leg
from sip.trunk import Through
from voicebot.conversation.events import CallEvent
from voicebot.node.live_calls import Audible, LiveCalls


class AudibleLeg(Leg, Audible, Protocol):
    """A leg that counts what it lost."""


class TrunkLine(Protocol):
    """A telephone line with trunks, as far as it dials."""

    @property
    def room_for_callers(self) -> int:
        """How many more calls it would take now."""

    async def place(
        self, uri: str, *, ring_s: float, through: Through | None = None
    ) -> AudibleLeg:
        """Call a number through one trunk.

        Raises:
            LineBusy, TrunksBusy: there is no room, and nothing was sent.
        """


class CampaignLine:
    """Implements `voicebot.conversation.call.Places` for one call.

    The call is a live one of `campaign` from its INVITE to the end of the block.
    """

    def __init__(
        self,
        line: TrunkLine,
        through: Through,
        live: LiveCalls,
        *,
        scenario: str,
        campaign: str,
    ) -> None:
        self._line = line
        self._through = through
        self._live = live
        self._scenario = scenario
        self._campaign = campaign
        self._leg: Leg | None = None
        self._counted = ExitStack()

    @property
    def is_placed(self) -> bool:
        return self._leg is not None

    async def place(self, uri: str, *, ring_s: float) -> Leg:
        """Call a number; once.

        Raises:
            LineBusy, TrunksBusy: there is no room, and nothing was sent.
        """
        leg = await self._line.place(uri, ring_s=ring_s, through=self._through)
        self._counted.enter_context(
            self._live.counted(leg, self._scenario, self._campaign)
        )
        self._leg = leg
        return leg

    async def hang_up(self) -> None:
        """End what was placed, whatever became of its talk."""
        if self._leg is not None:
            await self._leg.hang_up()

    def watch(self, event: CallEvent) -> None:
        """An event of the call's timeline."""
        if self._leg is not None:
            self._live.follow(self._leg.call_id, event)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._counted.close()
