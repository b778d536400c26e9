"""What a caller did and heard, read off the lines that the callers' program writes."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

BREATH_S = 0.35
"""Shorter silences of the robot lie between its sentences."""

STOPS_WITHIN_S = 1.2
"""A prompt that goes on for longer was not interrupted."""

ANSWERS_WITHIN_S = 10.0
"""A robot that says nothing for so long after a reply has failed its caller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerEvent:
    """`at_s` is since the program's start.

    `code` is the SIP status of a refusal, else 0; `call_id` stands in the first event.
    """

    call: int
    at_s: float
    event: str
    code: int = 0
    call_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Somebody was audible from `began_s` to `ended_s`."""

    began_s: float
    ended_s: float


def read_event(line: str) -> CallerEvent:
    """A line as `tell` in callers.c writes it."""
    facts = json.loads(line)
    return CallerEvent(
        call=facts["call"],
        at_s=facts["at"],
        event=facts["event"],
        code=facts.get("code", 0),
        call_id=facts.get("id", ""),
    )


def by_call(events: Iterable[CallerEvent]) -> Mapping[int, Sequence[CallerEvent]]:
    """Each call's events in the order in which they happened at its ear."""
    calls: dict[int, list[CallerEvent]] = {}
    for event in events:
        calls.setdefault(event.call, []).append(event)
    return {
        call: sorted(found, key=lambda event: event.at_s)
        for call, found in sorted(calls.items())
    }


def call_ids(events: Iterable[CallerEvent]) -> list[str]:
    """The Call-ID of each call that is begun in them."""
    return [event.call_id for event in events if event.call_id]


def stretches(
    events: Sequence[CallerEvent], who: str, *, breath_s: float = 0.0
) -> list[Stretch]:
    """When `robot` or `caller` was audible; silences up to `breath_s` are within one.

    What was not ended at the call's end ends with its last event.
    """
    marks = [event for event in events if event.event.startswith(f"{who}_")]
    if marks and marks[-1].event == f"{who}_began":
        marks.append(CallerEvent(call=0, at_s=events[-1].at_s, event=f"{who}_ended"))
    found: list[Stretch] = []
    for began, ended in pairwise(marks):
        if began.event != f"{who}_began":
            continue
        start_s = began.at_s
        if found and start_s - found[-1].ended_s <= breath_s:
            start_s = found.pop().began_s
        found.append(Stretch(began_s=start_s, ended_s=ended.at_s))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a caller said at one go.

    `latency_s` is from its last audible sample to the robot's first after it began,
    below zero where the robot spoke into the reply; None where the robot said nothing
    within `ANSWERS_WITHIN_S`.
    """

    began_s: float
    latency_s: float | None


def replies(events: Sequence[CallerEvent]) -> list[Reply]:
    """Of one call, in order."""
    robot = stretches(events, "robot")
    return [
        Reply(began_s=said.began_s, latency_s=_latency_s(said, robot))
        for said in stretches(events, "caller")
    ]


def _latency_s(said: Stretch, robot: Iterable[Stretch]) -> float | None:
    answer = next((one for one in robot if one.began_s >= said.began_s), None)
    if answer is None or answer.began_s - said.ended_s >= ANSWERS_WITHIN_S:
        return None
    return answer.began_s - said.ended_s


def turn_latencies_s(events: Sequence[CallerEvent]) -> list[float]:
    """Of each reply that was answered."""
    return [one.latency_s for one in replies(events) if one.latency_s is not None]


def stops_s(events: Sequence[CallerEvent]) -> list[float | None]:
    """For each time the caller spoke over the robot: how long that one went on.

    None where it went on for `STOPS_WITHIN_S`, and so did not stop for the caller.
    """
    robot = stretches(events, "robot", breath_s=BREATH_S)
    lasted = [
        over.ended_s - said.began_s
        for said in stretches(events, "caller")
        for over in robot
        if over.began_s < said.began_s < over.ended_s
    ]
    return [stop if stop < STOPS_WITHIN_S else None for stop in lasted]


def failures(events: Sequence[CallerEvent]) -> Iterator[str]:
    """Why a call failed, where each reply awaits an answer; nothing when it did not."""
    yield from breakdowns(events)
    if any(reply.latency_s is None for reply in replies(events)):
        yield "a reply got no answer"


def breakdowns(events: Sequence[CallerEvent]) -> Iterator[str]:
    """Why a call did not go from its answer to an end by the robot."""
    ends = {event.event: event for event in events}
    if "refused" in ends:
        yield f"refused with {ends['refused'].code}"
    elif "answered" not in ends:
        yield "not answered"
    elif "hung_up" not in ends:
        yield "not ended by the robot"


def setup_s(events: Sequence[CallerEvent]) -> float | None:
    """From the first INVITE to the 200, over redirections; None where there was none."""
    times = {event.event: event.at_s for event in events}
    return times["answered"] - times["invited"] if "answered" in times else None


def talk_s(events: Sequence[CallerEvent]) -> float:
    """From the answer to the end."""
    times = {event.event: event.at_s for event in events}
    return events[-1].at_s - times["answered"] if "answered" in times else 0.0
