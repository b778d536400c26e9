"""Functions of the C library that pjsua2 does not wrap but its extension exports."""

import ctypes
import importlib

_extension = ctypes.CDLL(importlib.import_module("pjsua2._pjsua2").__file__)


def hush_stack() -> None:
    """Keep the library's first lines, from before it has a writer, off stdout."""
    _extension.pj_log_set_level(0)


def stack_calls() -> int:
    """Calls that the stack still holds, those whose BYE awaits its 200 included."""
    count: int = _extension.pjsua_call_get_count()
    return count
