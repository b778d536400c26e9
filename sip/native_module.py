"""A module of pjsip's own: sees requests before pjsua makes calls of them.

pjsua2 wraps none of this, but its extension exports the functions. The one structure
whose layout depends on how the library was built, `pjsip_rx_data`, is not described
here: the library's own `pj::SipRxData::fromPj` reads it.
"""

import ctypes
import importlib
from collections.abc import Callable, Iterable

import pjsua2 as pj

BEFORE_CALLS = 56
"""After the dialogs (PJSIP_MOD_PRIORITY_DIALOG_USAGE 48), before pjsua (64).

So no request arrives that belongs to a call, and no repetition of an answered one.
"""

_extension = ctypes.CDLL(importlib.import_module("pjsua2._pjsua2").__file__)
_POOL_BYTES = 1024

_read_request = _extension["_ZN2pj9SipRxData6fromPjER13pjsip_rx_data"]
"""`pj::SipRxData::fromPj(pjsip_rx_data &)`; SWIG leaves it out, so by its C++ name."""
_read_request.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
_read_request.restype = None

_pointer_results = (
    "pjsua_get_pjsip_endpt",
    "pjsip_endpt_create_pool",
    "pjsip_generic_string_hdr_create",
)
for _name in _pointer_results:
    getattr(_extension, _name).restype = ctypes.c_void_p


class _Text(ctypes.Structure):
    """`pj_str_t`."""

    _fields_ = (("ptr", ctypes.c_char_p), ("slen", ctypes.c_ssize_t))


class _Listed(ctypes.Structure):
    """What every member and every head of a pjlib list begins with."""

    _fields_ = (("prev", ctypes.c_void_p), ("next", ctypes.c_void_p))


_OnRequest = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)


class _Module(ctypes.Structure):
    """`pjsip_module`; of its callbacks only the one that is used has a type."""

    _fields_ = (
        ("listed", _Listed),
        ("name", _Text),
        ("id", ctypes.c_int),
        ("priority", ctypes.c_int),
        ("load_start_stop_unload", ctypes.c_void_p * 4),
        ("on_rx_request", _OnRequest),
        ("others", ctypes.c_void_p * 4),
    )


class Request:
    """A request as it arrived; valid only while it is being looked at."""

    def __init__(self, received: int) -> None:
        self._received = received
        self._read = pj.SipRxData()
        _read_request(int(self._read.this), received)

    @property
    def first_line(self) -> str:
        """`INVITE sip:100@192.0.2.1 SIP/2.0`."""
        line: str = self._read.wholeMsg.lstrip().partition("\r\n")[0]
        return line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    @property
    def sender(self) -> str:
        """The `host:port` that it came from, whatever it says itself."""
        sender: str = self._read.srcAddress
        return sender

    def respond(self, sip_code: int, headers: Iterable[tuple[str, str]]) -> None:
        """Answer without a transaction: whoever repeats the request is seen again."""
        endpoint = ctypes.c_void_p(_extension.pjsua_get_pjsip_endpt())
        pool = ctypes.c_void_p(
            _extension.pjsip_endpt_create_pool(
                endpoint, b"voicebot", _POOL_BYTES, _POOL_BYTES
            )
        )
        head = _Listed()
        head.prev = head.next = ctypes.addressof(head)
        try:
            for name, text in headers:
                _append(head, pool, name, text)
            _extension.pjsip_endpt_respond_stateless(
                *(endpoint, ctypes.c_void_p(self._received), sip_code, None),
                *(ctypes.byref(head), None),
            )
        finally:
            _extension.pjsip_endpt_release_pool(endpoint, pool)


class NativeModule:
    """Made on the stack's thread when the endpoint runs; keep it for as long."""

    def __init__(self, take: Callable[[Request], bool]) -> None:
        """`take` says whether it answered; else the stack goes on with the request.

        It runs on the stack's thread and must not raise.
        """
        self._module = _Module(
            name=_text("voicebot"),
            id=-1,
            priority=BEFORE_CALLS,
            on_rx_request=_OnRequest(lambda received: take(Request(received))),
        )
        _extension.pjsip_endpt_register_module(
            ctypes.c_void_p(_extension.pjsua_get_pjsip_endpt()),
            ctypes.byref(self._module),
        )


def _append(head: _Listed, pool: ctypes.c_void_p, name: str, text: str) -> None:
    header = _extension.pjsip_generic_string_hdr_create(
        pool, ctypes.byref(_text(name)), ctypes.byref(_text(text))
    )
    _extension.pj_list_insert_before(ctypes.byref(head), ctypes.c_void_p(header))


def _text(text: str) -> _Text:
    encoded = text.encode()
    return _Text(encoded, len(encoded))
