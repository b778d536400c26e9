"""A line on which the robot calls somebody without a telephone."""

from collections.abc import AsyncIterator

from voicebot.rehearsal.studio_leg import StudioLeg

RINGS_S = 30.0


class StudioLine:
    """Implements `sip.leg.Line` for one call, which is answered at once."""

    def __init__(self, leg: StudioLeg) -> None:
        self._leg = leg

    async def place(self, uri: str, *, ring_s: float) -> StudioLeg:
        await self._leg.answer()
        return self._leg

    async def incoming(self) -> AsyncIterator[StudioLeg]:
        """Nobody calls here."""
        nobody: tuple[StudioLeg, ...] = ()
        for leg in nobody:
            yield leg

    async def close(self) -> None:
        """Nothing is open."""
