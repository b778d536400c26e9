"""One telephone call's audio and controls, as the robot sees them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]
"""Mono 16-bit audio at 8 kHz."""

RATE_HZ = 8000
FRAME_SAMPLES = 160
"""20 ms, the packet time of the wire and of every media callback."""


class Disposition(StrEnum):
    """How an attempt to reach somebody ended, from the SIP final response."""

    ANSWERED = "answered"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    UNAVAILABLE = "unavailable"
    REJECTED = "rejected"
    INVALID_NUMBER = "invalid_number"
    FAILED = "failed"


class HungUpBy(StrEnum):
    """Who ended an answered call."""

    CALLER = "caller"
    ROBOT = "robot"
    RTP_SILENCE = "rtp_silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioTick:
    """20 ms of a call, both directions at the same instant.

    `heard` is what the caller's side sent, `played` what the robot's side sent,
    160 samples each; a recording is nothing but ticks in order. `is_early` marks
    media from before the answer.
    """

    heard: Samples
    played: Samples
    is_early: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ringing:
    """The far end rings (180), or sends media before the answer (183)."""

    has_early_media: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The call was answered; audio flows from here on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPressed:
    """One DTMF digit: `0`-`9`, `*`, `#`, `A`-`D`."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The last event of a leg. `sip_code` 0 means that no response ever came."""

    disposition: Disposition
    sip_code: int
    reason: str
    hung_up_by: HungUpBy | None


LegEvent = Ringing | Answered | KeyPressed | Ended


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferResult:
    """What became of a blind transfer (REFER, RFC 3515): the target's final answer."""

    disposition: Disposition
    sip_code: int
    reason: str

    @property
    def is_connected(self) -> bool:
        return self.disposition is Disposition.ANSWERED


class Leg(Protocol):
    """One call. Every method runs on the event loop."""

    @property
    def call_id(self) -> str: ...

    @property
    def remote_uri(self) -> str: ...

    def events(self) -> AsyncIterator[LegEvent]:
        """Events in order; ends after `Ended`. One consumer."""

    def audio(self) -> AsyncIterator[AudioTick]:
        """Ticks in order; bounded, drops the oldest and counts; ends with the call."""

    def play(self, samples: Samples) -> None:
        """Append to what waits to be played."""

    def discard(self) -> int:
        """Forget what was not yet played; return how many samples that was."""

    @property
    def waiting_samples(self) -> int:
        """Samples appended and not yet played."""

    async def answer(self) -> None:
        """Answer an inbound call (200)."""

    async def hang_up(self) -> None:
        """End the call; returns at once, `Ended` follows. Idempotent."""

    async def press(self, keys: str) -> None:
        """Send DTMF digits (RFC 4733)."""

    async def transfer(self, uri: str, *, ring_s: float) -> TransferResult:
        """Blind transfer by REFER; after `ring_s` without a final answer: no_answer."""

    async def call_agent(self, uri: str, *, ring_s: float, wait_s: float) -> "Leg":
        """Call `uri` on the same line, for this call; it ends when this call ends.

        The agent's leg is a call of its own: nobody hears the other before `bridge`.

        Raises:
            LineBusy: no call slot became free within `wait_s`.
            TrunksBusy: no trunk's channel did.
            InvalidSipUri: `uri` is no SIP URI.
        """

    async def bridge(self, agent: "Leg") -> None:
        """Let both far ends hear each other, and what is played to each, until one ends.

        In the ticks of either leg `played` holds the other's far end from then on.
        """


class Line(Protocol):
    """Places and receives calls."""

    async def place(self, uri: str, *, ring_s: float) -> Leg:
        """Start an outbound call; its progress arrives as the leg's events.

        Raises:
            LineBusy: all call slots of this process are taken.
            InvalidSipUri: `uri` is no SIP URI.
        """

    def incoming(self) -> AsyncIterator[Leg]:
        """Inbound calls, ringing, not yet answered."""

    async def close(self) -> None:
        """End all calls and leave."""
