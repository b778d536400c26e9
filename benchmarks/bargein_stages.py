"""Where the time goes from the caller's first sound to the robot's last, off one call.

The callers' program stamps what is on the wire; the robot's recording pairs what it heard
with what it played in the same 20 ms, and its timeline says at which of these it held the
prompt. So a prompt's beginning, which is in both, ties their clocks together.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from benchmarks.callers.events import (
    BREATH_S,
    STOPS_WITHIN_S,
    CallerEvent,
    Stretch,
    stretches,
)
from sip.leg import RATE_HZ

AUDIBLE = 300
"""As in callers/sound.c."""

SAME_S = 0.4
"""What is on both clocks differs by no more than the line's delay, and its moves."""

HELD_WITHIN_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """Seconds of one stop; they add up to what the caller waited.

    `way_in_s`: the caller's packet, jitter buffer and the bridge's clock, until the sound
    is in a tick. `noticing_s`: until the tick in which the prompt was held. `way_out_s`:
    the robot's loop, what was already on its way, and the sound of the last packet.
    """

    way_in_s: float
    noticing_s: float
    way_out_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCall:
    """When both were audible (seconds on the robot's clock), and its timeline."""

    caller: Sequence[Stretch]
    robot: Sequence[Stretch]
    events: Sequence[Mapping[str, Any]]

    def held_after_s(self, at_s: float) -> float | None:
        """When the prompt was held for what began then."""
        holds_s = (one["at_s"] for one in self.events if one["event"] == "PromptHeld")
        return next((one for one in holds_s if 0 <= one - at_s < HELD_WITHIN_S), None)


def recorded_calls(
    calls: Iterable[Sequence[CallerEvent]], recordings: Path
) -> list[tuple[Sequence[CallerEvent], RecordedCall]]:
    """Each call that was answered, at its ear and as the robot kept it."""
    reports = recordings.rglob("report.json")
    folders = {json.loads(path.read_text())["call_id"]: path.parent for path in reports}
    found = ((call, folders.get(call[0].call_id)) for call in calls)
    return [(call, read_call(folder)) for call, folder in found if folder]


def read_call(folder: Path) -> RecordedCall:
    sound, rate_hz = soundfile.read(folder / "audio.flac", dtype="int16")
    if rate_hz != RATE_HZ:
        raise ValueError(f"{folder}: {rate_hz} Hz")
    with (folder / "timeline.jsonl").open(encoding="utf-8") as lines:
        events = [json.loads(line) for line in lines]
    return RecordedCall(
        caller=audible(sound[:, 0]),
        robot=audible(sound[:, 1]),
        events=events,
    )


def audible(channel: np.ndarray) -> list[Stretch]:
    """When a channel sounds; silences up to a breath are within one."""
    places = np.flatnonzero(np.abs(channel.astype(np.int32)) > AUDIBLE) / RATE_HZ
    if not len(places):
        return []
    ends = np.flatnonzero(np.diff(places) > BREATH_S)
    began, ended = places[np.r_[0, ends + 1]], places[np.r_[ends, len(places) - 1]]
    return [
        Stretch(began_s=float(one), ended_s=float(other))
        for one, other in zip(began, ended, strict=True)
    ]


def stages(events: Sequence[CallerEvent], call: RecordedCall) -> Iterator[Stages]:
    """Of each time that the caller spoke over a prompt, which then stopped for him."""
    robot = stretches(events, "robot", breath_s=BREATH_S)
    if not robot or not call.robot:
        return
    ahead_s = robot[0].began_s - call.robot[0].began_s
    for said in stretches(events, "caller", breath_s=BREATH_S):
        over = next((o for o in robot if o.began_s < said.began_s < o.ended_s), None)
        played = over and _near(call.robot, over.began_s - ahead_s)
        if over is None or played is None or not _stopped(over, said):
            continue
        ahead_s = over.began_s - played.began_s
        heard = _near(call.caller, said.began_s - ahead_s)
        held_s = call.held_after_s(heard.began_s) if heard else None
        if heard and held_s is not None:
            yield Stages(
                way_in_s=heard.began_s - (said.began_s - ahead_s),
                noticing_s=held_s - heard.began_s,
                way_out_s=over.ended_s - ahead_s - held_s,
            )


def _stopped(over: Stretch, said: Stretch) -> bool:
    return over.ended_s - said.began_s < STOPS_WITHIN_S


def _near(found: Sequence[Stretch], at_s: float) -> Stretch | None:
    nearest = min(found, key=lambda one: abs(one.began_s - at_s), default=None)
    return nearest if nearest and abs(nearest.began_s - at_s) < SAME_S else None
