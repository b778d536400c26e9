"""What a simulated subscriber tells about a finished call, as one JSON object."""

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Literal

from sip.leg import Disposition, Ended, HungUpBy
from sip.phrase_detector import Phrase

_DECIMALS = 3

Direction = Literal["in", "out", "transferred"]
"""Was called, called, or followed a REFER."""


@dataclass(slots=True, kw_only=True)
class Spoken:
    """A file or keys that the subscriber gave, and when it began, since the answer."""

    what: str
    at_s: float


@dataclass(slots=True, kw_only=True)
class FollowedTo:
    """A transfer that the subscriber obeyed. `disposition` None: still under way."""

    to: str
    disposition: str | None = None
    sip_code: int | None = None

    def ended(self, disposition: Disposition, sip_code: int) -> None:
        self.disposition = disposition.value
        self.sip_code = sip_code


@dataclass(slots=True, kw_only=True)
class SubscriberReport:
    """Times in seconds since the answer; `hung_up_by` is `subscriber`, `peer` or None."""

    direction: Direction
    peer: str
    call_id: str
    disposition: str = ""
    sip_code: int = 0
    reason: str = ""
    hung_up_by: str | None = None
    duration_s: float = 0.0
    keys: str = ""
    spoken: list[Spoken] = field(default_factory=list)
    heard_phrases: list[Phrase] = field(default_factory=list)
    transfers: list[FollowedTo] = field(default_factory=list)
    record: str | None = None

    def ended(self, end: Ended) -> None:
        self.disposition = end.disposition.value
        self.sip_code = end.sip_code
        self.reason = end.reason
        if end.hung_up_by:
            is_peer = end.hung_up_by is HungUpBy.CALLER
            self.hung_up_by = "peer" if is_peer else "subscriber"

    def to_json(self) -> str:
        return json.dumps(_rounded(dataclasses.asdict(self)), ensure_ascii=False)


def _rounded(value: object) -> object:
    match value:
        case float():
            return round(value, _DECIMALS)
        case dict():
            return {key: _rounded(part) for key, part in value.items()}
        case list():
            return [_rounded(part) for part in value]
        case _:
            return value
