"""What a log never shows: numbers, names, and, unless it was asked for, what was said."""

import re
from collections.abc import Iterable, Mapping

PERSONAL = frozenset(
    {
        *("number", "uri", "remote", "client_name", "slots", "keys", "value"),
        *("fields", "body"),
    }
)
"""Keys whose values never reach a log."""

SPOKEN = frozenset({"text", "words", "whisper"})
"""Keys of what was said in a call, shown only where the settings say so."""

CLEAR = frozenset({"call_id", "agent_call_id", "trunk", "scenario_hash"})
"""Keys that must be found again letter by letter, digits and all."""

MASK = "***"
DIGITS_SHOWN = 2

_PASSWORD = re.compile(r"(\w://)[^\s/@]+@")
_QUERY = re.compile(r"(\w://[^\s?]+\?)\S+")
_LONG_NUMBER = re.compile(r"\d{7,}")
"""Seven digits are a local telephone number; ports, process ids and dates have fewer."""


def masked(text: str) -> str:
    """Hide all but two digits of long numbers, and what addresses carry in secret.

    >>> masked("486 from +79261234567 at 192.0.2.10:50600")
    '486 from +*********67 at 192.0.2.10:50600'
    >>> masked("no reply of https://robot:secret@crm.example.com/in?key=secret")
    'no reply of https://***@crm.example.com/in?***'
    """
    text = _QUERY.sub(rf"\1{MASK}", _PASSWORD.sub(rf"\1{MASK}@", text))
    return _LONG_NUMBER.sub(
        lambda run: run[0][-DIGITS_SHOWN:].rjust(len(run[0]), "*"), text
    )


def shown(key: str, value: object, *, words: bool = False) -> object:
    """A value as a log may hold it: plain for JSON, masked. `words` shows what was said.

    >>> shown("number", "100"), shown("text", "да"), shown("text", "да", words=True)
    ('***', '***', 'да')
    >>> shown("why", ValueError("no answer of 79261234567"))
    'no answer of *********67'
    """
    if key in PERSONAL or (key in SPOKEN and not words):
        return MASK
    if key in CLEAR:
        return str(value)
    return _plain(value, words=words)


def _plain(value: object, *, words: bool) -> object:
    match value:
        case None | bool() | int():
            return value
        case float():
            return round(value, 6) if abs(value) < float("inf") else str(value)
        case Mapping():
            return {
                str(name): shown(str(name), part, words=words)
                for name, part in value.items()
            }
        case str():
            return masked(str(value))
        case Iterable():
            return [_plain(part, words=words) for part in value]
        case _:
            return masked(str(value))
