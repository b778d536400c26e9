"""What a request is refused with: RFC 9457, one sentence that says what to do."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from voicebot.logs.bound import bound_facts

MEDIA_TYPE = "application/problem+json"


class Kind(Enum):
    """Problems that a client may tell apart by `type`, each with its status."""

    NO_TOKEN = "no-token", HTTPStatus.UNAUTHORIZED
    NOT_FROM_HERE = "not-from-here", HTTPStatus.FORBIDDEN
    NOT_FOUND = "not-found", HTTPStatus.NOT_FOUND
    NO_METHOD = "no-method", HTTPStatus.METHOD_NOT_ALLOWED
    NOT_IN_TIME = "not-in-time", HTTPStatus.REQUEST_TIMEOUT
    CONFLICT = "conflict", HTTPStatus.CONFLICT
    CHANGED_MEANWHILE = "changed-meanwhile", HTTPStatus.PRECONDITION_FAILED
    TOO_LARGE = "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    WRONG_MEDIA = "wrong-media", HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    INVALID = "invalid", HTTPStatus.UNPROCESSABLE_ENTITY
    TOO_MANY = "too-many", HTTPStatus.TOO_MANY_REQUESTS
    FAULT = "fault", HTTPStatus.INTERNAL_SERVER_ERROR
    AWAY = "away", HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self, slug: str, status: HTTPStatus) -> None:
        self.slug = slug
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One of several things wrong; `where` is a key, a row, or a place `line:column`."""

    where: str
    detail: str


class RequestRefused(HTTPException):
    """Told to the client as it is, also where it is raised while a body is read."""

    def __init__(
        self,
        kind: Kind,
        sentence: str,
        complaints: Sequence[Complaint] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind.status, sentence)
        self.problem = Problem(
            kind=kind,
            detail=sentence,
            complaints=tuple(complaints),
            headers=headers or {},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`detail` is a whole sentence in the language that was asked for."""

    kind: Kind
    detail: str
    complaints: tuple[Complaint, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def response(self) -> Response:
        status = self.kind.status
        told = {
            "type": f"urn:voicebot:problem:{self.kind.slug}",
            "title": status.phrase,
            "status": status.value,
            "detail": self.detail,
            "request_id": bound_facts().get("request_id", ""),
        }
        errors = [{"where": one.where, "detail": one.detail} for one in self.complaints]
        whole = json.dumps(
            told | ({"errors": errors} if errors else {}), ensure_ascii=False
        )
        return Response(
            whole.encode("utf-8", "replace"),  # what is quoted may hold half a letter
            status_code=status,
            headers=dict(self.headers),
            media_type=MEDIA_TYPE,
        )
