"""What a process of the node tells its supervisor: a line of JSON on its stdout each.

>>> write_report(Ready(address="sip:voicebot@192.0.2.5:5060"))
'{"report":"Ready","address":"sip:voicebot@192.0.2.5:5060"}'
>>> read_report(_)
Ready(address='sip:voicebot@192.0.2.5:5060')
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import TypeAdapter

from voicebot.histogram import NOTHING_COUNTED, Histogram
from voicebot.node.call_state import CallState


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The process serves; `address` is where."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCall:
    """A call that goes on. No number: a status is read by many.

    `campaign` is empty for one that came.
    """

    call_id: str
    scenario: str
    since: datetime
    state: CallState
    campaign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrunkReport:
    """A trunk as one phone finds it. `code` is its last answer's, 0 before any."""

    name: str
    is_up: bool
    code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLoad:
    """A phone's calls now, and counts since its start.

    `slots` are for callers and, `lines` of them at most, for campaigns: one that is
    kept for agents is none. `room` is what is left
    of them, and less where several agents are being called or talked to.

    `attempts` are campaigns' ended calls by campaign and result, `claims` how many seconds
    each asking for contacts took. `trouble` is a sentence: why nothing is dialled now.
    """

    calls: tuple[LiveCall, ...]
    slots: int
    is_draining: bool
    room: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    latency: Histogram = NOTHING_COUNTED
    trunks: tuple[TrunkReport, ...] = ()
    dropped_ticks: int = 0
    lines: int = 0
    attempts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    claims: Histogram = NOTHING_COUNTED
    trouble: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechLoad:
    """A speech service's benches now, and counts since its start.

    `readings_waiting` of the `waiting` are the recognizer's; `reading_wait` is how many
    seconds each of those waited for its turn.
    """

    waiting: int
    working: int
    done: int
    refused: int
    readings_waiting: int = 0
    reading_wait: Histogram = NOTHING_COUNTED


Report = Ready | PhoneLoad | SpeechLoad

_ADAPTERS: Mapping[str, TypeAdapter[Report]] = {
    kind.__name__: TypeAdapter(kind) for kind in (Ready, PhoneLoad, SpeechLoad)
}


class NotAReport(ValueError):
    """A line that no process of the node should write."""


def write_report(report: Report) -> str:
    kind = type(report).__name__
    facts = _ADAPTERS[kind].dump_python(report, mode="json")
    return json.dumps(
        {"report": kind, **facts}, ensure_ascii=False, separators=(",", ":")
    )


def read_report(line: str) -> Report:
    """What `write_report` wrote.

    Raises:
        NotAReport: it is something else.
    """
    try:
        facts = json.loads(line)
        adapter = _ADAPTERS[facts.pop("report")]
        return adapter.validate_python(facts)
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise NotAReport(line[:100]) from error
