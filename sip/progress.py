"""One call's way from the first response to its end, as leg events."""

import asyncio
from enum import Enum, auto

from sip.dispositions import disposition_of
from sip.door import Door
from sip.leg import (
    Answered,
    Disposition,
    Ended,
    HungUpBy,
    KeyPressed,
    LegEvent,
    Ringing,
)
from sip.leg_audio import LegAudio

DOOR_EVENTS = 256
"""A flood of keys is all that could fill it; the other events are five at most."""

_KEPT_FROM_KEYS = 8
OK = 200
REQUEST_TERMINATED = 487


class Stop(Enum):
    """Why this side ended the call."""

    ROBOT = auto()
    RING_TIMEOUT = auto()
    RTP_SILENCE = auto()


class Progress:
    """Turns what the stack reports into leg events, each at most once.

    Runs on the stack's thread, but for `key_pressed`, which a media thread may call.
    Keys beyond what the events' door holds are refused, other events never.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, audio: LegAudio, *, is_inbound: bool
    ) -> None:
        self.is_inbound = is_inbound
        self.events: Door[LegEvent] = Door(loop, capacity=DOOR_EVENTS)
        self._audio = audio
        self._rang: set[bool] = set()
        self._stop: Stop | None = None
        self._has_response = False
        self.is_answered = False
        self.has_ended = False

    @property
    def is_stopped(self) -> bool:
        """This side ended it."""
        return self._stop is not None

    @property
    def is_undecided(self) -> bool:
        """Nobody has rung, answered or stopped it: the next trunk may be tried."""
        return not (self._rang or self.is_answered or self._stop or self.has_ended)

    def rang(self, *, has_early_media: bool) -> None:
        if self.is_answered or has_early_media in self._rang:
            return
        self._rang.add(has_early_media)
        self.events.offer_from_thread(Ringing(has_early_media=has_early_media))

    def answered(self) -> None:
        if self.is_answered or self.has_ended:
            return
        self.is_answered = True
        self._audio.answered_from_thread()
        self.events.offer_from_thread(Answered())

    def key_pressed(self, key: str) -> None:
        self.events.offer_from_thread(KeyPressed(key=key), spare=_KEPT_FROM_KEYS)

    def stopped(self, stop: Stop, *, has_response: bool) -> bool:
        """Note that this side ends the call; False when it already did.

        `has_response`: the far end said anything at all, be it only 100.
        """
        if self._stop or self.has_ended:
            return False
        self._stop = stop
        self._has_response = has_response
        return True

    def ended(self, sip_code: int, reason: str, cause: int | None = None) -> None:
        """`sip_code` of the final response, 0 for none; `cause` is its Q.850 cause."""
        if self.has_ended:
            return
        self.has_ended = True
        self.events.offer_from_thread(self._ending(sip_code, reason, cause))
        self.events.close_from_thread()
        self._audio.close_from_thread()

    def _ending(self, sip_code: int, reason: str, cause: int | None) -> Ended:
        if self.is_answered:
            return Ended(
                disposition=Disposition.ANSWERED,
                sip_code=OK,
                reason=reason,
                hung_up_by=_HUNG_UP_BY.get(self._stop, HungUpBy.CALLER),
            )
        if self._stop and not self.is_inbound:
            (sip_code, reason), cause = self._cancelled(self._stop), None
        return Ended(
            disposition=disposition_of(sip_code, cause),
            sip_code=sip_code,
            reason=reason,
            hung_up_by=None,
        )

    def _cancelled(self, stop: Stop) -> tuple[int, str]:
        if not self._has_response:
            return 0, "no response from the far end"
        return REQUEST_TERMINATED, _WHY_CANCELLED[stop]


_HUNG_UP_BY: dict[Stop | None, HungUpBy] = {
    Stop.ROBOT: HungUpBy.ROBOT,
    Stop.RING_TIMEOUT: HungUpBy.ROBOT,  # the answer crossed our CANCEL
    Stop.RTP_SILENCE: HungUpBy.RTP_SILENCE,
}
_WHY_CANCELLED = {
    Stop.ROBOT: "hung up before the answer",
    Stop.RING_TIMEOUT: "not answered in the ring time",
    Stop.RTP_SILENCE: "no audio arrived",
}
