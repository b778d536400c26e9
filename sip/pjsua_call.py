"""pjsua2's call: its callbacks become progress, its methods follow commands."""

import functools
from collections.abc import Callable
from typing import Protocol, TypeVar

import pjsua2 as pj

from sip.bridge_port import BridgePort
from sip.dispositions import q850_cause
from sip.door import Door
from sip.leg_audio import LegAudio
from sip.pjsip_thread import guarded
from sip.progress import Progress
from sip.transfer import TransferStep
from sip.ways import Way

SESSION_PROGRESS = 183
DECLINE = 603
ACCEPTED = 202
_FIRST_REFUSAL = 300
_LIVE_MEDIA = (pj.PJSUA_CALL_MEDIA_ACTIVE, pj.PJSUA_CALL_MEDIA_REMOTE_HOLD)

C = TypeVar("C", bound="PjsuaCall")
P = TypeVar("P")


class CallOwner(Protocol):
    """The endpoint, as one of its calls sees it; on the stack's thread."""

    def free_port(self) -> BridgePort: ...

    def call_answered(self, call: "PjsuaCall") -> None: ...

    def media_changed(self, call: "PjsuaCall") -> None:
        """The call has audio, for the first time or anew."""

    def goes_another_way(
        self, call: "PjsuaCall", sip_code: int, cause: int | None
    ) -> bool:
        """Another call takes the place of one that a trunk failed."""

    def call_gone(self, call: "PjsuaCall") -> None: ...

    def follow_transfer(self, call: "PjsuaCall", uri: str) -> "PjsuaCall | None":
        """A call object for the transfer's target; None refuses."""


def _callback(method: Callable[[C, P], None]) -> Callable[[C, P], None]:
    @functools.wraps(method)
    def guarded_method(self: C, parameter: P) -> None:
        guarded(lambda: method(self, parameter))

    return guarded_method


class PjsuaCall(pj.Call):  # type: ignore[misc]  # pjsua2 ships no types
    """Made, used and dropped on the stack's thread only."""

    def __init__(
        self,
        owner: CallOwner,
        account: pj.Account,
        audio: LegAudio,
        progress: Progress,
        call_id: int = pj.PJSUA_INVALID_ID,
    ) -> None:
        super().__init__(account, call_id)
        self.audio = audio
        self.progress = progress
        self.port: BridgePort | None = None
        self.transfer_steps: Door[TransferStep] | None = None
        self.own_call_id = ""
        self.trunk = ""
        self.way: Way | None = None
        self.further: tuple[Way, ...] = ()
        self._owner = owner

    @_callback
    def onCallState(self, prm: pj.OnCallStateParam) -> None:  # noqa: N802  # pjsua2's name
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_EARLY and not self.progress.is_inbound:
            if info.lastStatusCode != SESSION_PROGRESS:  # its media says it
                self.progress.rang(has_early_media=False)
        elif info.state == pj.PJSIP_INV_STATE_CONFIRMED:
            self.progress.answered()
            self._owner.call_answered(self)
        elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            final = _final_response(info, prm.e)
            if self._owner.goes_another_way(self, final[0], final[2]):
                return
            self.end(*final)
            self._owner.call_gone(self)

    @_callback
    def onCallMediaState(self, _prm: pj.OnCallMediaStateParam) -> None:  # noqa: N802  # pjsua2's name
        info = self.getInfo()
        if not any(_is_live_audio(media) for media in info.media):
            return
        if self.port is None:
            self.port = self._owner.free_port()
            self.port.attach(self.audio)
        media = self.getAudioMedia(-1)
        media.startTransmit(self.port)
        self.port.startTransmit(media)
        self._owner.media_changed(self)
        if info.state == pj.PJSIP_INV_STATE_EARLY and not self.progress.is_inbound:
            self.progress.rang(has_early_media=True)

    @_callback
    def onDtmfDigit(self, prm: pj.OnDtmfDigitParam) -> None:  # noqa: N802  # pjsua2's name
        """RFC 4733 on a media thread, SIP INFO on the stack's."""
        self.progress.key_pressed(prm.digit.upper())

    @_callback
    def onCallTsxState(self, prm: pj.OnCallTsxStateParam) -> None:  # noqa: N802  # pjsua2's name
        """Tells a refused REFER from a refusing target: both have a SIP code."""
        step = prm.e.body.tsxState
        transaction = step.tsx
        is_refusal = (
            transaction.method == "REFER"
            and transaction.role == pj.PJSIP_ROLE_UAC
            and transaction.statusCode >= _FIRST_REFUSAL
        )
        if is_refusal and self.transfer_steps:
            self.transfer_steps.offer_from_thread(
                TransferStep(
                    sip_code=transaction.statusCode,
                    reason=transaction.statusText,
                    is_final=True,
                    is_refusal=True,
                )
            )

    @_callback
    def onCallTransferStatus(self, prm: pj.OnCallTransferStatusParam) -> None:  # noqa: N802  # pjsua2's name
        if self.transfer_steps:
            self.transfer_steps.offer_from_thread(
                TransferStep(
                    sip_code=prm.statusCode,
                    reason=prm.reason,
                    is_final=bool(prm.finalNotify),
                )
            )

    @_callback
    def onCallTransferRequest(self, prm: pj.OnCallTransferRequestParam) -> None:  # noqa: N802  # pjsua2's name
        new_call = self._owner.follow_transfer(self, prm.dstUri)
        if new_call is None:
            prm.statusCode = DECLINE
            return
        prm.statusCode = ACCEPTED
        prm.newCall = new_call

    def end(self, sip_code: int, reason: str, cause: int | None = None) -> None:
        """Report the end; safe to repeat. The stack may still hold the call."""
        self.progress.ended(sip_code, reason, cause)
        if self.transfer_steps:
            self.transfer_steps.close_from_thread()

    def packets_received(self) -> int:
        """RTP packets of the audio stream so far; 0 without a stream.

        SWIG's members point into their owner: each owner needs a name that outlives
        them, or they are read from freed memory.
        """
        info = self.getInfo()
        for index, media in enumerate(info.media):
            if _is_live_audio(media):
                statistics = self.getStreamStat(index)
                packets: int = statistics.rtcp.rxStat.pkt
                return packets
        return 0


def _is_live_audio(media: pj.CallMediaInfo) -> bool:
    is_audio: bool = media.type == pj.PJMEDIA_TYPE_AUDIO
    return is_audio and media.status in _LIVE_MEDIA


def _final_response(
    info: pj.CallInfo, event: pj.SipEvent
) -> tuple[int, str, int | None]:
    """Code (0: none came from the network), reason phrase, Q.850 cause."""
    step = event.body.tsxState
    if event.type == pj.PJSIP_EVENT_TSX_STATE:
        if step.type in (pj.PJSIP_EVENT_TIMER, pj.PJSIP_EVENT_TRANSPORT_ERROR):
            return 0, info.lastReason, None
        if step.type == pj.PJSIP_EVENT_RX_MSG:
            cause = q850_cause(step.src.rdata.wholeMsg)
            return info.lastStatusCode, info.lastReason, cause
    return info.lastStatusCode, info.lastReason, None
