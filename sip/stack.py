"""The pjsua2 endpoint of this process, from its first thread to its last object."""

import logging
import time
from collections.abc import Callable

import pjsua2 as pj

from sip.bridge_port import BridgePort
from sip.calls import Calls
from sip.config import SipConfig
from sip.native import hush_stack, stack_calls
from sip.pjsip_thread import PjsipThread, guarded
from sip.stack_log import StackLog
from sip.stack_setup import account_config, choose_codecs, open_transport, stack_config

_log = logging.getLogger("sip.line")

CLOSE_S = 1.0
"""How long peers may take to confirm the hang-ups of a closing line."""


class _Account(pj.Account):  # type: ignore[misc]  # pjsua2 ships no types
    def __init__(self, take: Callable[[int], None]) -> None:
        super().__init__()
        self._take = take

    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:  # noqa: N802  # pjsua2's name
        guarded(lambda: self._take(prm.callId))


class Stack:
    """One a process, made, run and destroyed on the stack's thread.

    SWIG's objects must die there too, in order and before the library: calls,
    ports, the account, then the endpoint.
    """

    def __init__(self, config: SipConfig, thread: PjsipThread, calls: Calls) -> None:
        self._config = config
        self._thread = thread
        self._calls = calls
        self._close_by_s: float | None = None

    def run(self, started: Callable[[str], None]) -> None:
        """Start, tell the bound `host:port`, serve until `close`, destroy.

        Raises:
            SipError: the address cannot be bound.
        """
        log = StackLog()
        endpoint = pj.Endpoint()
        try:
            started(self._start(endpoint, log))
            self._thread.run(
                poll=lambda wait_s: self._poll(endpoint, wait_s),
                until=self._is_over,
            )
            self._thread.close()
        finally:
            self._calls.destroy()
            endpoint.libDestroy(pj.PJSUA_DESTROY_NO_RX_MSG)  # else it waits a second

    def close(self) -> None:
        """Hang up everything and stop soon; runs on the stack's thread."""
        if self._close_by_s is None:
            self._close_by_s = time.monotonic() + CLOSE_S
            self._calls.hang_up_all()

    def _is_over(self) -> bool:
        if self._close_by_s is None:
            return False
        return not stack_calls() or time.monotonic() > self._close_by_s

    def _start(self, endpoint: pj.Endpoint, log: StackLog) -> str:
        hush_stack()
        endpoint.libCreate()
        endpoint.libInit(stack_config(self._config, log))
        address = open_transport(endpoint, self._config)
        endpoint.libStart()
        endpoint.audDevManager().setNullDev()
        choose_codecs(endpoint)
        account = _Account(self._calls.take_incoming)
        account.create(account_config(self._config, address))
        slots = range(self._config.call_slots)
        self._calls.open(account, [BridgePort(f"slot-{slot}") for slot in slots])
        _log.info("sip_line_open address=%s slots=%d", address, len(slots))
        return address

    @staticmethod
    def _poll(endpoint: pj.Endpoint, wait_s: float) -> None:
        endpoint.libHandleEvents(round(wait_s * 1000))
