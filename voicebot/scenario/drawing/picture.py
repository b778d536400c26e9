"""What stands in a scenario's picture, whatever it is drawn with."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from textwrap import shorten, wrap

from voicebot.i18n import _
from voicebot.scenario.model import Scenario
from voicebot.scenario.node import Node
from voicebot.scenario.nodes.transfer import Transfer
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.roads import Road, roads
from voicebot.scenario.scene import global_replies
from voicebot.scenario.step import ExitKind
from voicebot.scenario.template import Expression

_LINE_LETTERS = 38
_MOST_LETTERS = 150


class BoxKind(StrEnum):
    """What a box is to a reader."""

    QUESTION = "question"
    STATEMENT = "statement"
    TRANSFER = "transfer"
    END = "ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One node: its name, its texts cut into lines, and what it does in notes."""

    name: str
    kind: BoxKind
    texts: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """One or more roads between the same boxes, of the same kind."""

    source: str
    target: str
    kind: ExitKind
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A whole scenario. `everywhere` holds the global intents with what they lead to."""

    title: str
    first: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    everywhere: tuple[tuple[str, str], ...]


def picture_of(scenario: Scenario) -> Picture:
    return Picture(
        title=scenario.title or scenario.name,
        first=scenario.first,
        boxes=tuple(_box(scenario, name) for name in scenario.nodes),
        arrows=tuple(_arrows(scenario)),
        everywhere=tuple(_everywhere(scenario)),
    )


def _box(scenario: Scenario, name: str) -> Box:
    node = scenario.nodes[name]
    texts = (spoken.text.render_with(_slot_mark) for spoken in node.spoken)
    return Box(
        name=name,
        kind=_kind(node),
        texts=tuple(_lines(text) for text in texts),
        notes=tuple(_notes(scenario, node)),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(wrap(shorten(text, _MOST_LETTERS, placeholder=" …"), _LINE_LETTERS))


def _slot_mark(slot: Expression) -> str:
    return f"‹{slot.name}›"


def _kind(node: Node) -> BoxKind:
    keys = {step.key for step in node.steps}
    if "transfer" in keys:
        return BoxKind.TRANSFER
    if "on" in keys:
        return BoxKind.QUESTION
    return BoxKind.STATEMENT if "goto" in keys else BoxKind.END


def _notes(scenario: Scenario, node: Node) -> list[str]:
    """What a node does beside speaking and branching."""
    outcomes = [outcome for step in node.steps for outcome in step.outcomes]
    notes = [scenario.outcomes.get(outcome, outcome) for outcome in outcomes]
    people = [f"☎ {step.to}" for step in node.steps if isinstance(step, Transfer)]
    return [*(f"→ {note}" for note in dict.fromkeys(notes)), *people]


def _arrows(scenario: Scenario) -> list[Arrow]:
    def ends(road: Road) -> tuple[str, str, ExitKind]:
        return road.source, road.target, road.kind

    ordered = sorted(roads(scenario), key=ends)
    return [
        Arrow(
            source=source,
            target=target,
            kind=kind,
            labels=tuple(_label(road) for road in group),
        )
        for (source, target, kind), group in groupby(ordered, key=ends)
    ]


def _label(road: Road) -> str:
    match road.kind:
        case ExitKind.SILENCE:
            return _("silence")
        case ExitKind.NOMATCH:
            return _("not understood")
        case ExitKind.FAILURE:
            return _("no answer")
        case ExitKind.CHOICE:
            return road.label or _("otherwise")
        case ExitKind.ANSWER | ExitKind.RESULT | ExitKind.DIRECT:
            return road.label


def _everywhere(scenario: Scenario) -> list[tuple[str, str]]:
    ways = []
    for intent, reply in global_replies(scenario).items():
        if reply.go is None:
            ways.append((intent, _("answer, ask again")))
        elif reply.go == HANG_UP:
            ways.append((intent, _("end of the call")))
        else:
            ways.append((intent, reply.go))
    return ways
