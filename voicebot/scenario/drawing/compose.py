"""A scenario as a picture."""

from collections.abc import Iterator

from voicebot.i18n import _
from voicebot.scenario.drawing.arrows import arrows_of
from voicebot.scenario.drawing.boxes import box_of, percent_of
from voicebot.scenario.drawing.picture import Panel, Picture
from voicebot.scenario.drawing.traffic import Traffic, TrafficKind
from voicebot.scenario.model import Scenario
from voicebot.scenario.reply import HANG_UP, Reply
from voicebot.scenario.scene import global_replies


def picture_of(scenario: Scenario, traffic: Traffic | None = None) -> Picture:
    """The picture of a scenario, coloured by `traffic` where there is some."""
    return Picture(
        title=scenario.title or scenario.name,
        first=scenario.first,
        boxes=tuple(box_of(scenario, name, traffic) for name in scenario.nodes),
        arrows=tuple(arrows_of(scenario, traffic)),
        everywhere=_panel(_("At any question"), _everywhere(scenario, traffic)),
        outcomes=_panel(_("How calls ended"), _outcomes(scenario, traffic)),
        traffic=traffic,
    )


def _panel(title: str, rows: Iterator[str]) -> Panel | None:
    found = tuple(rows)
    return Panel(title=title, rows=found) if found else None


def _everywhere(scenario: Scenario, traffic: Traffic | None) -> Iterator[str]:
    for intent, reply in global_replies(scenario).items():
        yield f"{intent} → {_way(reply)}{_taken(intent, traffic)}"


def _way(reply: Reply) -> str:
    if reply.go is None:
        return _("answer, ask again")
    return _("end of the call") if reply.go == HANG_UP else reply.go


def _taken(intent: str, traffic: Traffic | None) -> str:
    if traffic is None or traffic.kind is TrafficKind.TESTS:
        return ""
    exit_ = f"globals.{intent}"
    count = sum(n for (_node, taken), n in traffic.branches.items() if taken == exit_)
    return f": {count}" if count else ""


def _outcomes(scenario: Scenario, traffic: Traffic | None) -> Iterator[str]:
    """The most frequent first."""
    if traffic is None:
        return
    for outcome, count in sorted(
        traffic.outcomes.items(), key=lambda pair: (-pair[1], pair[0])
    ):
        name = scenario.outcomes.get(outcome, outcome)
        yield f"{name}: {count} ({percent_of(count, traffic.talks)})"
