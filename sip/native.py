"""Functions of the C library that pjsua2 does not wrap but its extension exports."""

import ctypes
import importlib

_extension = ctypes.CDLL(importlib.import_module("pjsua2._pjsua2").__file__)

_POINTER = ctypes.sizeof(ctypes.c_void_p)
_MODULE_NAME = 2 * _POINTER
"""After the list's two links: a pointer and a length."""

_MODULE_STOP = 6 * _POINTER + 2 * ctypes.sizeof(ctypes.c_int)
"""After the name, `id`, `priority`, and the functions `load` and `start`."""

_TRANSACTIONS = b"mod-tsx-layer"


def hush_stack() -> None:
    """Keep the library's first lines, from before it has a writer, off stdout."""
    _extension.pj_log_set_level(0)


def give_up_after(silence_s: float) -> None:
    """How long a request may stay unanswered (RFC 3261 timers B, D and F).

    The stack's own 32 s are longer than a telephone rings, and a call that nobody
    answered would hold its slot as long.
    """
    _extension.pjsip_tsx_set_timers(0, 0, 0, round(silence_s * 1000))


def end_transactions() -> None:
    """Tell each request that still waits that it failed.

    An answer to OPTIONS that comes when its account is gone would abort the process.
    Calls the `stop` of the transaction layer's module (struct pjsip_module of pjsip
    2.15), as the end of the stack does later; does nothing where that is not it.
    """
    layer = _extension.pjsip_tsx_layer_instance
    layer.restype = ctypes.c_void_p
    module = layer()
    name = ctypes.c_char_p.from_address(module + _MODULE_NAME).value
    stop = ctypes.c_void_p.from_address(module + _MODULE_STOP).value
    if name == _TRANSACTIONS and stop:
        ctypes.CFUNCTYPE(ctypes.c_int)(stop)()


def stack_calls() -> int:
    """Calls that the stack still holds, those whose BYE awaits its 200 included."""
    count: int = _extension.pjsua_call_get_count()
    return count
