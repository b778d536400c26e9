"""Audio frames across the SWIG border, fast enough for the media thread.

Reading 320 bytes out of a `pj.ByteVector` element by element takes 165 µs and making
one of them 28 µs, noticeable parts of a core over four calls; through a vector's own
begin and end pointers it takes 2 µs. That layout (three pointers) is part of the C++
ABI of libstdc++, libc++ and MSVC; it is checked once, when this module is imported.
"""

import ctypes

import pjsua2 as pj

from sip.leg_audio import SILENT_FRAME


class _Vector(ctypes.Structure):
    _fields_ = (("begin", ctypes.c_void_p), ("end", ctypes.c_void_p))


class _Frame(ctypes.Structure):
    """The beginning of `pj::MediaFrame`."""

    _fields_ = (("type", ctypes.c_int), ("vector", _Vector))


def read_frame(frame: pj.MediaFrame) -> bytes:
    """The frame's bytes; empty where the bridge has nothing to say."""
    if not _IS_LAYOUT_KNOWN:
        return bytes(frame.buf)
    return _read_by_pointers(frame)


class FrameFiller:
    """One port's: the stack copies a frame at once, so that one vector serves all."""

    def __init__(self) -> None:
        self._vector = pj.ByteVector(SILENT_FRAME)
        self._begin = _vector_of(self._vector).begin

    def fill(self, frame: pj.MediaFrame, samples: bytes | None) -> None:
        """Fill with 20 ms of s16 bytes, or with silence where there are none."""
        frame.type = _AUDIO
        if samples is None:
            frame.buf = _SILENCE
        elif _IS_LAYOUT_KNOWN:
            ctypes.memmove(self._begin, samples, len(SILENT_FRAME))
            frame.buf = self._vector
        else:
            frame.buf = pj.ByteVector(samples)


def _vector_of(vector: pj.ByteVector) -> _Vector:
    return _Vector.from_address(int(vector.this))


def _read_by_pointers(frame: pj.MediaFrame) -> bytes:
    vector = _Frame.from_address(int(frame.this)).vector
    begin = vector.begin
    return ctypes.string_at(begin, vector.end - begin) if begin else b""


def _is_layout_known() -> bool:
    pattern = bytes(range(256))
    frame = pj.MediaFrame()
    frame.buf = pj.ByteVector(pattern)
    begin = _vector_of(pj.ByteVector(pattern)).begin
    return bool(begin) and _read_by_pointers(frame) == pattern


_AUDIO = pj.PJMEDIA_FRAME_TYPE_AUDIO  # the package looks each name up anew: 2 µs
_SILENCE = pj.ByteVector(SILENT_FRAME)
_IS_LAYOUT_KNOWN = _is_layout_known()
