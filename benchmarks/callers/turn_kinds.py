"""What became of each reply, by the robot's timeline of the call."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from benchmarks.callers.events import CallerEvent, replies

TimelineEvent = Mapping[str, Any]
"""A line of timeline.jsonl."""


class TurnKind(StrEnum):
    """How the robot took a reply; each has a wait of its own."""

    UNDERSTOOD = "understood"
    """The question expects it: the robot waits for the complete timeout."""
    NO_MATCH = "no_match"
    """It does not, or not yet: the incomplete timeout, 1.5 s unless a scenario says."""
    UNHEARD = "unheard"
    """It was taken for silence, and the question asked again after the no-input time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A reply, and how long its caller waited for the robot's first sample."""

    kind: TurnKind
    latency_s: float


def turns_of(
    events: Sequence[CallerEvent], timeline: Iterable[TimelineEvent]
) -> list[Turn]:
    """The turns of one call, a reply without an answer left out.

    The robot's clock begins with its answer, so do the caller's events here. What the
    robot took between the beginnings of two replies, it took of the first: a turn
    goes before a silence, which it may have noted of another voice.
    """
    said = replies(events)
    answered_s = next((e.at_s for e in events if e.event == "answered"), 0.0)
    begins_s = [reply.began_s - answered_s for reply in said]
    taken = defaultdict(list)
    for at_s, kind in kinds_taken(timeline):
        reply = sum(began_s <= at_s for began_s in begins_s) - 1
        taken[reply].append(kind)
    return [
        Turn(kind=_first_turn(taken[place]), latency_s=reply.latency_s)
        for place, reply in enumerate(said)
        if reply.latency_s is not None
    ]


def kinds_taken(timeline: Iterable[TimelineEvent]) -> list[tuple[float, TurnKind]]:
    """Each turn and each silence that the robot took, on the call's own clock."""
    found = []
    expected: Sequence[str] = ()
    for event in timeline:
        match event["event"]:
            case "Listen":
                expected = event["intents"]
            case "TurnTaken":
                is_understood = event["intent"] in expected
                kind = TurnKind.UNDERSTOOD if is_understood else TurnKind.NO_MATCH
                found.append((event["at_s"], kind))
            case "SilenceTaken":
                found.append((event["at_s"], TurnKind.UNHEARD))
            case _:
                continue
    return found


def _first_turn(taken: Sequence[TurnKind]) -> TurnKind:
    turns = (kind for kind in taken if kind is not TurnKind.UNHEARD)
    return next(turns, TurnKind.UNHEARD)
