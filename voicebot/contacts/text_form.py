"""Finds how a text file is encoded."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from voicebot.contacts.unusable import unusable
from voicebot.i18n import _

_BLOCK = 1 << 20
_SAMPLE = 1 << 18
_COMMON = "оеаинтсрвлкмдпуяыьгз"
"""The most frequent letters of Russian, which are nine in ten of a text's."""
_CYRILLIC = ("cp1251", "cp866", "koi8-r")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_FEW_BROKEN = 0.02
"""Of the letters of a text that is UTF-8 but for some."""
_DAMAGED = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextForm:
    """`is_damaged`: some of its bytes are no UTF-8, and are read as U+FFFD."""

    encoding: str
    is_damaged: bool = False


def text_form(path: Path) -> TextForm:
    """How to read the file.

    Raises:
        UnusableBase: it holds bytes of no text.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return TextForm(encoding=encoding)
    broken_at = _first_not_utf8(path)
    if broken_at is None:
        return TextForm(encoding="utf-8")
    with path.open("rb") as file:
        file.seek(max(0, broken_at - _SAMPLE // 2))
        return _guessed(file.read(_SAMPLE))


def _first_not_utf8(path: Path) -> int | None:
    """The block's place in which the file stops being UTF-8; None where it never does.

    Raises:
        UnusableBase: it holds bytes of no text.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    place, broken_at = 0, None
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if b"\0" in block:
                why = _("this is no text but some other file; give CSV, XLSX or JSON")
                raise unusable(path, why)
            if broken_at is None and not _decodes(decoder, block, is_last=False):
                broken_at = place
            place += len(block)
    if broken_at is None and not _decodes(decoder, b"", is_last=True):
        return place
    return broken_at


def _decodes(
    decoder: codecs.IncrementalDecoder, block: bytes, *, is_last: bool
) -> bool:
    try:
        decoder.decode(block, is_last)
    except UnicodeDecodeError:
        return False
    return True


def _guessed(sample: bytes) -> TextForm:
    """A text in eight bits, or UTF-8 with a few broken bytes."""
    text = sample.decode("utf-8", "replace")
    foreign = sum(1 for letter in text if letter >= "\x80") or 1
    if text.count(_DAMAGED) / foreign < _FEW_BROKEN:
        return TextForm(encoding="utf-8", is_damaged=True)
    return TextForm(encoding=max(_CYRILLIC, key=lambda name: _likeness(sample, name)))


def _likeness(sample: bytes, encoding: str) -> int:
    """How many common small letters it makes; capitals of names count less."""
    text = sample.decode(encoding, "replace")
    small = sum(text.count(letter) for letter in _COMMON)
    return 2 * small + sum(text.count(letter.upper()) for letter in _COMMON)
