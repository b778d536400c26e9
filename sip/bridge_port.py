"""A call slot's place on the conference bridge."""

import pjsua2 as pj

from sip.frames import fill_frame, read_frame
from sip.leg import FRAME_SAMPLES, RATE_HZ
from sip.leg_audio import LegAudio

_FRAME_USEC = FRAME_SAMPLES * 1_000_000 // RATE_HZ
_SAMPLE_BITS = 16


class BridgePort(pj.AudioMediaPort):  # type: ignore[misc]  # pjsua2 ships no types
    """Lives as long as the endpoint; calls come and go on it.

    Making and destroying a port a call would race with the media thread that is
    inside its callbacks. Attaching swaps one reference.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._audio: LegAudio | None = None
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
        audio = self._audio
        fill_frame(frame, audio.take_from_media_thread() if audio else None)

    def onFrameReceived(self, frame: pj.MediaFrame) -> None:  # noqa: N802  # pjsua2's name
        """Runs on the media thread, once in 20 ms, after every port was asked."""
        audio = self._audio
        if audio:
            audio.hear_from_media_thread(read_frame(frame))
