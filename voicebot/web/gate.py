"""Who is let in."""

import hashlib
import hmac
import logging
from collections.abc import Mapping
from urllib.parse import urlsplit

from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from voicebot.i18n import _
from voicebot.setting_parts.web import is_this_machine
from voicebot.web.problem import Kind, Problem

logger = logging.getLogger(__name__)

OPEN_PATHS = frozenset({"/api/v1/health", "/api/v1/ready"})
"""For whoever watches the process; they tell nothing of campaigns."""

_PROXIED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


class Gate:
    """Lets in who has a token; without tokens, programs of this machine.

    A browser on this machine is no such program: the page that it shows may be anybody's
    (cross-site requests, DNS rebinding), and so may be whom a proxy speaks for.
    """

    def __init__(self, app: ASGIApp, tokens: Mapping[str, SecretStr]) -> None:
        self._app = app
        self._digests = {
            name: _digest(token.get_secret_value()) for name, token in tokens.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_guarded = scope["type"] == "http" and scope["path"] not in OPEN_PATHS
        problem = self._problem(scope) if is_guarded else None
        if problem is None:
            await self._app(scope, receive, send)
            return
        logger.warning("request_not_let_in", extra={"why": problem.kind.slug})
        await problem.response(scope, receive, send)

    def _problem(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        if not self._digests:
            return None if _is_local(scope, headers) else _not_from_here()
        by = self._owner(headers.get("authorization", ""))
        if by is None:
            return _no_token()
        scope.setdefault("state", {})["by"] = by
        return None

    def _owner(self, authorization: str) -> str | None:
        """Takes as long for a wrong token as for any right one."""
        scheme, _space, token = authorization.partition(" ")
        given = _digest(token.strip())
        found = None
        for name, digest in self._digests.items():
            if hmac.compare_digest(given, digest):
                found = name
        return found if scheme.lower() == "bearer" else None


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _is_local(scope: Scope, headers: Headers) -> bool:
    client = scope.get("client")
    if client is None or not is_this_machine(client[0]):
        return False
    if any(name in headers for name in _PROXIED):
        return False
    host = headers.get("host", "")
    origin = headers.get("origin", f"http://{host}")
    try:
        is_own_page = urlsplit(origin).netloc == host
        return is_own_page and is_this_machine(urlsplit(f"//{host}").hostname or "")
    except ValueError:  # no address at all
        return False


def _no_token() -> Problem:
    return Problem(
        kind=Kind.NO_TOKEN,
        detail=_(
            "the request has no token that is known here; send one of web.tokens as"
            ' "Authorization: Bearer …"'
        ),
        headers={"WWW-Authenticate": "Bearer"},
    )


def _not_from_here() -> Problem:
    return Problem(
        kind=Kind.NOT_FROM_HERE,
        detail=_(
            "without tokens only programs of this machine are let in; name one in"
            " web.tokens and send it"
        ),
    )
