"""JSON as it may be sent: strict, and not nested beyond reason."""

import json
from typing import Any, NoReturn

from voicebot.i18n import _
from voicebot.web.problem import Kind, RequestRefused


def json_sent(body: bytes) -> Any:
    """What the bytes say; NaN and Infinity are no JSON (RFC 8259).

    Raises:
        RequestRefused: they are no JSON.
    """
    try:
        return json.loads(body, parse_constant=_no_json)
    except (ValueError, RecursionError) as error:
        sentence = _("the body is no JSON: {why}; correct it").format(why=error)
        raise RequestRefused(Kind.INVALID, sentence) from error


def _no_json(constant: str) -> NoReturn:
    raise ValueError(constant)
