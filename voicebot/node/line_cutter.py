"""Lines of a process's output, whatever it writes."""

from asyncio import StreamReader
from collections.abc import AsyncIterator

LONGEST_BYTES = 256 * 1024
"""A traceback is a few kilobytes; what writes no line break must not fill the memory."""

_CHUNK_BYTES = 64 * 1024


class LineCutter:
    r"""Cuts bytes that arrive anyhow into lines; one that is too long is cut up.

    >>> cutter = LineCutter()
    >>> list(cutter.feed(b"one\n\ntw")), list(cutter.feed(b"o\nthr")), cutter.rest()
    (['one'], ['two'], 'thr')
    """

    def __init__(self, longest_bytes: int = LONGEST_BYTES) -> None:
        self._longest_bytes = longest_bytes
        self._begun = b""

    def feed(self, chunk: bytes) -> list[str]:
        """The lines that are whole now, without empty ones."""
        *whole, self._begun = (self._begun + chunk).split(b"\n")
        if len(self._begun) > self._longest_bytes:
            whole.append(self._begun)
            self._begun = b""
        return [_text(line) for line in whole if line]

    def rest(self) -> str:
        """What was begun and never ended."""
        return _text(self._begun)


async def lines_of(stream: StreamReader) -> AsyncIterator[str]:
    """Until the stream ends; what it leaves unfinished is a line too."""
    cutter = LineCutter()
    while chunk := await stream.read(_CHUNK_BYTES):
        for line in cutter.feed(chunk):
            yield line
    if rest := cutter.rest():
        yield rest


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace")
