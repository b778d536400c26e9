"""Which ways past calls took through a scenario, read off their timelines."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from voicebot.conversation.folder import TIMELINE_NAME
from voicebot.errors import VoicebotError
from voicebot.i18n import _
from voicebot.scenario.coverage import Branch
from voicebot.scenario.drawing.traffic import Traffic, TrafficKind
from voicebot.scenario.interpreter import HUNG_UP
from voicebot.scenario.model import Scenario

_TOLD = tuple(
    f'"{name}"'.encode()
    for name in (
        "CallBegun",
        "CallAnswered",
        "EnterNode",
        "LeaveNode",
        "RecordOutcome",
        "HangUp",
        "CallEnded",
    )
)
"""Lines without any of these need not be parsed: most of a timeline."""

_ROBOT = "robot"


@dataclass(slots=True, kw_only=True)
class PastCalls:
    """Sums over the calls of one scenario; grows by a call at a time.

    Counted are answered `talks` held by the scenario as it stands: at a node, at a
    branch, at an outcome each once; `lost` are those where the other side hung up in
    the middle of the talk, by the node where it was. Beside them: `unanswered` calls,
    those held by an `other_edition` of the file, and `broken` timelines, which end in
    the middle or cannot be read. `since` is when the first counted talk began, local
    time, None where no folder tells.
    """

    talks: int = 0
    nodes: Counter[str] = field(default_factory=Counter)
    branches: Counter[Branch] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0
    other_edition: int = 0
    broken: int = 0
    since: datetime | None = None

    def add(self, call: "_Call | _Skip") -> None:
        match call:
            case _Call(is_answered=True):
                self._add_talk(call)
            case _Call():
                self.unanswered += 1
            case _Skip.OTHER_EDITION:
                self.other_edition += 1
            case _Skip.BROKEN:
                self.broken += 1
            case _Skip.OTHER_SCENARIO:
                pass

    def _add_talk(self, call: "_Call") -> None:
        self.talks += 1
        self.nodes.update(call.nodes)
        self.branches.update(call.branches)
        if call.outcome is not None:
            self.outcomes[call.outcome] += 1
        if call.lost_at is not None:
            self.lost[call.lost_at] += 1
        if call.began and (self.since is None or call.began < self.since):
            self.since = call.began

    def traffic(self) -> Traffic:
        """What colours a picture of the scenario."""
        return Traffic(
            kind=TrafficKind.CALLS,
            talks=self.talks,
            nodes=self.nodes,
            branches=self.branches,
            sentences=tuple(self._sentences()),
            lost=self.lost,
            outcomes=self.outcomes,
        )

    def _sentences(self) -> Iterator[str]:
        yield _("talks: {count}").format(count=self.talks)
        if self.since is not None:
            yield _("since {day}").format(day=f"{self.since:%d.%m.%Y}")
        if self.lost:
            yield _("hung up in the middle: {count}").format(count=self.lost.total())
        if self.unanswered:
            yield _("not answered: {count}").format(count=self.unanswered)
        if self.other_edition:
            yield _("by other editions of the file, not counted: {count}").format(
                count=self.other_edition
            )
        if self.broken:
            yield _("unfinished or unreadable: {count}").format(count=self.broken)


@dataclass(slots=True, kw_only=True)
class _Call:
    """One call, as far as its timeline was read."""

    nodes: set[str] = field(default_factory=set)
    branches: set[Branch] = field(default_factory=set)
    last_node: str | None = None
    outcome: str | None = None
    is_answered: bool = False
    hung_up_s: float | None = None
    lost_at: str | None = None
    began: datetime | None = None


class _Skip(Enum):
    """Why a timeline is none to count."""

    OTHER_SCENARIO = "other_scenario"
    OTHER_EDITION = "other_edition"
    BROKEN = "broken"


def read_past_calls(folder: Path, scenario: Scenario) -> PastCalls:
    """Read every call below `folder`, however deep; a call's own folder will do too.

    Raises:
        VoicebotError: there is no such folder.
    """
    if not folder.is_dir():
        raise VoicebotError(
            _("{folder} is no folder of calls; name the one of recordings").format(
                folder=folder
            )
        )
    found = PastCalls()
    for path in _timelines(folder):
        found.add(_read(path, scenario))
    return found


def _timelines(folder: Path) -> Iterator[Path]:
    for place, _folders, files in os.walk(folder):
        if TIMELINE_NAME in files:
            yield Path(place, TIMELINE_NAME)


def _read(path: Path, scenario: Scenario) -> _Call | _Skip:
    """One call, unless it is another scenario's or is not whole."""
    try:
        with path.open("rb") as lines:
            skip = _why_skip(_record(next(lines, b"")), scenario)
            return skip or _follow(_Call(began=_began(path)), lines, scenario)
    except (OSError, KeyError, TypeError, ValueError):
        return _Skip.BROKEN


def _follow(call: _Call, lines: Iterable[bytes], scenario: Scenario) -> _Call | _Skip:
    event = None
    for line in lines:
        if any(name in line for name in _TOLD):
            record = _record(line)
            event = record["event"]
            _note(call, record, scenario)
    return call if event == "CallEnded" else _Skip.BROKEN


def _record(line: bytes) -> dict[str, Any]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise TypeError("a line of a timeline is an object")
    return record


def _why_skip(begun: dict[str, Any], scenario: Scenario) -> _Skip | None:
    if begun["event"] != "CallBegun":
        return _Skip.BROKEN
    if begun["scenario"] != scenario.name:
        return _Skip.OTHER_SCENARIO
    is_same = begun["scenario_hash"] == scenario.content_hash
    return None if is_same else _Skip.OTHER_EDITION


def _note(call: _Call, record: dict[str, Any], scenario: Scenario) -> None:
    """Nodes of subdialogs count for the node that began them."""
    match record:
        case {"event": "CallAnswered"}:
            call.is_answered = True
        case {"event": "EnterNode", "node": str() as node} if node in scenario.nodes:
            call.nodes.add(node)
            call.last_node = node
        case {"event": "LeaveNode", "node": str() as node, "exit": str() as exit_}:
            _note_branch(call, node, exit_, scenario)
        case {"event": "RecordOutcome", "outcome": str() as outcome}:
            call.outcome = outcome
        case {"event": "HangUp", "at_s": float() | int() as at_s}:
            call.hung_up_s = at_s
        case {"event": "CallEnded"}:
            call.lost_at = _lost_at(call, record)
        case _:
            pass


def _note_branch(call: _Call, node: str, exit_: str, scenario: Scenario) -> None:
    """A wish that is understood everywhere counts within a subdialog too."""
    if node in scenario.nodes:
        call.branches.add((node, exit_))
    elif exit_.startswith("globals.") and call.last_node is not None:
        call.branches.add((call.last_node, exit_))


def _lost_at(call: _Call, end: dict[str, Any]) -> str | None:
    """Where the talk broke off, unless the robot had come to its end already.

    The robot answers a hang-up with its own at the same moment; one that came before
    is the end of the talk.
    """
    if end["hung_up_by"] in (None, _ROBOT):
        return None
    was_over = call.hung_up_s is not None and call.hung_up_s < end["at_s"]
    return call.last_node if call.outcome == HUNG_UP or not was_over else None


def _began(path: Path) -> datetime | None:
    """As the folder is named: `2026-11-20/14-10-05-…`."""
    day, moment = path.parent.parent.name, path.parent.name[: len("14-10-05")]
    with suppress(ValueError):
        return datetime.strptime(f"{day} {moment}", "%Y-%m-%d %H-%M-%S")  # noqa: DTZ007  # a folder's name has no zone
    return None
