"""What the asyncio side may tell one call to do."""

import contextlib

import pjsua2 as pj

from sip.door import Door
from sip.held_calls import HeldCalls
from sip.progress import Stop
from sip.transfer import TransferStep

DECLINE = 603


class CallCommands:
    """By the call's number, on the stack's thread.

    A command to a call that is over does nothing: its `Ended` is on its way.
    """

    def __init__(self, held: HeldCalls) -> None:
        self._held = held

    def respond(self, number: int, sip_code: int) -> None:
        """Answer an inbound call: 180 rings, 183 sends early media, 200 answers."""
        if call := self._held.live(number):
            with contextlib.suppress(pj.Error):  # the caller gave up meanwhile
                call.answer(with_status(sip_code))

    def hang_up(self, number: int, stop: Stop, refusal: int = DECLINE) -> None:
        """BYE, CANCEL, or `refusal` to an inbound call that was not answered.

        The stack reports the end at once and awaits the far end's 200 by itself.
        """
        call = self._held.live(number)
        if not call:
            return
        if not call.isActive():  # between two trunks
            call.progress.stopped(stop, has_response=False)
            call.end(0, "hung up before it was placed")
            self._held.owner.call_gone(call)
            return
        has_response = call.getInfo().lastStatusCode > 0
        if not call.progress.stopped(stop, has_response=has_response):
            return
        call.audio.playback.discard()
        is_refused = call.progress.is_inbound and not call.progress.is_answered
        with contextlib.suppress(pj.Error):  # over meanwhile
            call.hangup(with_status(refusal if is_refused else 0))

    def hang_up_all(self) -> None:
        for number in self._held.numbers:
            self.hang_up(number, Stop.ROBOT)

    def press(self, number: int, keys: str) -> None:
        """RFC 4733, or SIP INFO where the far end did not offer it."""
        call = self._held.live(number)
        if not call or not call.port:
            return
        try:
            call.dialDtmf(keys)
        except pj.Error:
            digits = pj.CallSendDtmfParam()
            digits.method = pj.PJSUA_DTMF_METHOD_SIP_INFO
            digits.digits = keys
            call.sendDtmf(digits)

    def transfer(self, number: int, uri: str, steps: Door[TransferStep]) -> None:
        """Send REFER; its steps arrive at the door."""
        call = self._held.live(number)
        if not call:
            steps.close_from_thread()
            return
        call.transfer_steps = steps
        try:
            call.xfer(uri, pj.CallOpParam(True))
        except pj.Error as error:
            steps.offer_from_thread(
                TransferStep(
                    sip_code=0, reason=error.reason, is_final=True, is_refusal=True
                )
            )


def with_status(sip_code: int) -> pj.CallOpParam:
    """An operation of one audio stream and no video."""
    operation = pj.CallOpParam(True)
    operation.statusCode = sip_code
    operation.opt.audioCount = 1
    operation.opt.videoCount = 0
    return operation
