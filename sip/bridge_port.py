"""A call slot's place on the conference bridge."""

from dataclasses import dataclass

import pjsua2 as pj

from sip.frames import FrameFiller, read_frame
from sip.leg import FRAME_SAMPLES, RATE_HZ
from sip.leg_audio import LegAudio
from sip.media_thread import MediaThread
from sip.tick_bell import TickBell

_FRAME_USEC = FRAME_SAMPLES * 1_000_000 // RATE_HZ
_SAMPLE_BITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """What all ports of the bridge share."""

    thread: MediaThread
    bell: TickBell


class BridgePort(pj.AudioMediaPort):  # type: ignore[misc]  # pjsua2 ships no types
    """Lives as long as the endpoint; calls come and go on it.

    Making and destroying a port a call would race with the media thread that is
    inside its callbacks. Attaching swaps one reference.
    """

    def __init__(self, name: str, bridge: Bridge, *, is_last: bool) -> None:
        """`is_last`: the bridge serves ports in the order in which they were made."""
        super().__init__()
        self._audio: LegAudio | None = None
        self._bridge = bridge
        self._is_last = is_last
        self._filler = FrameFiller()
        audio_format = pj.MediaFormatAudio()
        audio_format.init(pj.PJMEDIA_FORMAT_PCM, RATE_HZ, 1, _FRAME_USEC, _SAMPLE_BITS)
        self.createPort(name, audio_format)

    def attach(self, audio: LegAudio) -> None:
        self._audio = audio

    def detach(self) -> None:
        self._audio = None

    @property
    def is_free(self) -> bool:
        return self._audio is None

    def onFrameRequested(self, frame: pj.MediaFrame) -> None:  # noqa: N802  # pjsua2's name
        """Runs on the media thread, once in 20 ms."""
        self._bridge.bell.ring()  # for nothing, unless another port was the last
        audio = self._audio
        self._filler.fill(frame, audio.take_from_media_thread() if audio else None)

    def onFrameReceived(self, frame: pj.MediaFrame) -> None:  # noqa: N802  # pjsua2's name
        """Runs on the media thread, once in 20 ms, after every port was asked."""
        self._bridge.thread.enter()
        audio = self._audio
        if audio:
            audio.hear_from_media_thread(read_frame(frame))
        if self._is_last:
            self._bridge.bell.ring()
