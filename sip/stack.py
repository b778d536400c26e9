"""The pjsua2 endpoint of this process, from its first thread to its last object."""

import logging
import math
import time
from collections.abc import Callable

import pjsua2 as pj

from sip.bridge_port import Bridge, BridgePort
from sip.calls import Calls
from sip.config import SipConfig
from sip.media_clock import MediaClock
from sip.media_thread import MediaThread
from sip.native import end_transactions, give_up_after, hush_stack, stack_calls
from sip.nudge import Nudge, nudge_of
from sip.pjsip_thread import PjsipThread, guarded
from sip.stack_log import StackLog
from sip.stack_setup import choose_codecs, stack_config
from sip.transports import Transports
from sip.trunk_account import TakeCall
from sip.trunk_setup import line_account
from sip.trunks import Trunks
from sip.uri import called_user

_log = logging.getLogger("sip.line")

CLOSE_S = 1.0
"""How long peers may take to confirm the hang-ups of a closing line."""


class _Account(pj.Account):  # type: ignore[misc]  # pjsua2 ships no types
    def __init__(self, take: TakeCall) -> None:
        super().__init__()
        self._take = take

    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:  # noqa: N802  # pjsua2's name
        guarded(lambda: self._take(prm.callId, "", prm.rdata.srcAddress))


class _Endpoint(pj.Endpoint):  # type: ignore[misc]  # pjsua2 ships no types
    """Tells the trunks what concerns no call and no account."""

    def __init__(self, trunks: Trunks) -> None:
        super().__init__()
        self._trunks = trunks

    def onSelectAccount(self, prm: pj.OnSelectAccountParam) -> None:  # noqa: N802  # pjsua2's name
        """By where a request came from; the stack itself would go by its To."""
        guarded(lambda: self._select(prm))

    def onTransportState(self, prm: pj.OnTransportStateParam) -> None:  # noqa: N802  # pjsua2's name
        guarded(lambda: self._look_at_certificate(prm))

    def _select(self, prm: pj.OnSelectAccountParam) -> None:
        called = called_user(prm.rdata.wholeMsg)
        prm.accountIndex = self._trunks.account_for(
            prm.rdata.srcAddress, called
        ).getId()

    def _look_at_certificate(self, prm: pj.OnTransportStateParam) -> None:
        is_over = prm.state == pj.PJSIP_TP_STATE_DISCONNECTED
        if is_over and not prm.tlsInfo.isEmpty() and prm.tlsInfo.verifyStatus:
            self._trunks.tls_failed("; ".join(prm.tlsInfo.verifyMsgs))


class Stack:
    """One a process, made, run and destroyed on the stack's thread.

    SWIG's objects must die there too, in order and before the library: calls,
    ports, the account, then the endpoint.
    """

    def __init__(
        self, config: SipConfig, thread: PjsipThread, calls: Calls, trunks: Trunks
    ) -> None:
        self._config = config
        self._trunks = trunks
        self._thread = thread
        self._calls = calls
        self._media_thread = MediaThread()
        self._nudge: Nudge | None = None
        self._close_by_s: float | None = None

    def run(self, started: Callable[[str], None]) -> None:
        """Start, tell the bound `host:port`, serve until `close`, destroy.

        Raises:
            SipError: the address cannot be bound.
        """
        log = StackLog()
        endpoint = _Endpoint(self._trunks)
        clock = MediaClock(endpoint.audDevManager(), self._media_thread)
        try:
            started(self._start(endpoint, clock, log))
            self._thread.run(
                poll=lambda wait_s: self._poll(endpoint, clock, wait_s),
                until=self._is_over,
            )
            self._thread.close()
        finally:
            if self._nudge:
                self._nudge.close()
            end_transactions()
            self._calls.destroy()
            self._trunks.destroy()
            endpoint.libDestroy(pj.PJSUA_DESTROY_NO_RX_MSG)  # else it waits a second

    def close(self) -> None:
        """Hang up everything and stop soon; runs on the stack's thread."""
        if self._close_by_s is None:
            self._close_by_s = time.monotonic() + CLOSE_S
            self._calls.commands.hang_up_all()
            self._trunks.leave()

    def _is_over(self) -> bool:
        if self._close_by_s is None:
            return False
        is_done = not stack_calls() and self._trunks.has_left
        return is_done or time.monotonic() > self._close_by_s

    def _start(self, endpoint: pj.Endpoint, clock: MediaClock, log: StackLog) -> str:
        hush_stack()
        endpoint.libCreate()
        endpoint.libInit(stack_config(self._config, log))
        give_up_after(self._config.no_response_s)
        transports = Transports(endpoint, self._config)
        address = transports.open_main()
        endpoint.libStart()
        clock.start()
        choose_codecs(endpoint, self._config.codecs)
        account = _Account(self._calls.take_incoming)
        account.create(line_account(self._config, address))
        self._nudge = nudge_of(self._config, address)
        if self._nudge:
            self._thread.nudge_by(self._nudge)
        self._trunks.open(transports, account, self._calls.take_incoming)
        slots = range(self._config.call_slots)
        bridge = Bridge(thread=self._media_thread, bell=self._calls.bell)
        self._calls.open(
            account,
            [
                BridgePort(f"slot-{slot}", bridge, is_last=slot == slots[-1])
                for slot in slots
            ],
        )
        _log.info("sip_line_open", extra={"address": address, "call_slots": len(slots)})
        return address

    @staticmethod
    def _poll(endpoint: pj.Endpoint, clock: MediaClock, wait_s: float) -> None:
        clock.keep(has_calls=stack_calls() > 0)
        endpoint.libHandleEvents(math.ceil(wait_s * 1000))
