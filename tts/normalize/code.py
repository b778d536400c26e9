"""Codes, contract and house numbers: digits that count nothing."""

import re

from tts.normalize.numeral import digits, group

_SECRET = re.compile(
    r"\b((?:пин-?)?код(?:а|у|ом|е)?|парол[ьяюе]м?|PIN)(\s*[:—-]?\s+)(\d{3,8})\b",
    re.IGNORECASE,
)
_LEADING_ZERO = re.compile(r"(?<![\d.,:+\-/])(?<!\d[ \u00a0])0\d+(?![\d.,:/]\d|\d)")
_ALWAYS = re.compile(r"\b24\s*/\s*7\b")
_MIXED_NUMBER = re.compile(
    r"(?:№\s*|\b(?:номер|договор|дом|д\.|дело)\s*№?\s*)"
    r"(?=[^\s,;]*\d)(?=[^\s,;]*[/А-ЯЁA-Z\-])[\dA-ZА-ЯЁа-яё]+(?:[/\-][\dA-ZА-ЯЁа-яё]+)+"
)
_BODY = re.compile(r"[\dA-ZА-ЯЁа-яё]+(?:[/\-][\dA-ZА-ЯЁа-яё]+)+$")
_PIECE = re.compile(r"\d+|[A-ZА-ЯЁа-яё]+|[/\-]")
_LONGEST_SPOKEN_WHOLE = 3


def say_codes(text: str) -> str:
    """Secret codes digit by digit; contract and house numbers piece by piece.

    >>> say_codes("Ваш код: 4071, круглосуточно 24/7")
    'Ваш код: четыре ноль семь один, круглосуточно двадцать четыре на семь'
    >>> say_codes("договор № А-123/45, дом 10/2")
    'договор № А сто двадцать три дробь сорок пять, дом десять дробь два'
    """
    text = _ALWAYS.sub("двадцать четыре на семь", text)
    text = _SECRET.sub(lambda code: f"{code[1]}{code[2]}{digits(code[3])}", text)
    text = _MIXED_NUMBER.sub(lambda number: _BODY.sub(_in_pieces, number[0]), text)
    return _LEADING_ZERO.sub(lambda number: digits(number[0]), text)


def _in_pieces(body: re.Match[str]) -> str:
    return " ".join(filter(None, map(_spoken, _PIECE.findall(body[0]))))


def _spoken(piece: str) -> str:
    if piece == "/":
        return "дробь"
    if not piece.isdigit():
        return piece.strip("-")
    return group(piece) if len(piece) <= _LONGEST_SPOKEN_WHOLE else digits(piece)
