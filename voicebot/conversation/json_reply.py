"""JSON from outside, as strict as what is done with it later needs."""

import json
from typing import NoReturn

_SURROGATE = b"\\ud"
"""How an escape begins that may stand for half a character."""


def read_json(content: bytes) -> object:
    """What a reply holds, in any UTF; nothing at all is None.

    Raises:
        ValueError: not JSON (RFC 8259), nested without measure, or text that no file
            can hold (half a surrogate pair).

    >>> read_json(b'{"manager": {"name": "Ivan"}}')
    {'manager': {'name': 'Ivan'}}
    """
    if not content.strip():
        return None
    try:
        body: object = json.loads(content, parse_constant=_refuse)
        if _SURROGATE in content.lower():
            json.dumps(body, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return body


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
