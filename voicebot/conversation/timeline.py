"""A call's events on disk: one JSON object a line, in order."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from voicebot.conversation.call_log import CallLog
from voicebot.conversation.events import CallEvent, NodeAction
from voicebot.conversation.folder import TIMELINE_NAME
from voicebot.scenario.actions import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event and when it happened, in seconds since the answer."""

    at_s: float
    event: CallEvent


class Timeline:
    """Writes `{"at_s": …, "event": …, …}` lines, flushed one by one.

    A call that dies leaves every line up to that moment. `now_s` is the call's clock,
    moved on by whoever follows the audio; `entries` are all events so far; `watch` is
    told of each as it happens.
    """

    def __init__(
        self, folder: Path, watch: Callable[[CallEvent], None] = lambda _: None
    ) -> None:
        self._watch = watch
        self._file = (folder / TIMELINE_NAME).open("w", encoding="utf-8")
        self._log = CallLog()
        self.now_s = 0.0
        self.entries: list[Entry] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def record(self, event: CallEvent) -> None:
        self.entries.append(Entry(at_s=self.now_s, event=event))
        at_s = round(self.now_s, 3)
        record = event_record(event)
        line = {"at_s": at_s, **record}
        self._file.write(json.dumps(line, ensure_ascii=False, default=_plain) + "\n")
        self._file.flush()
        self._log.tell(_fact(event), at_s, record)
        self._watch(event)


def event_record(event: CallEvent) -> Mapping[str, object]:
    """An event as a flat mapping; an action stands under its own name."""
    fact = _fact(event)
    return {"event": type(fact).__name__, **_rounded(dataclasses.asdict(fact))}


def _fact(event: CallEvent) -> CallEvent | Action:
    return event.action if isinstance(event, NodeAction) else event


def _rounded(fields: Mapping[str, object]) -> dict[str, object]:
    return {
        key: round(value, 3) if isinstance(value, float) else value
        for key, value in fields.items()
    }


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case _:
            raise TypeError(f"no JSON form for {type(value).__name__}")
