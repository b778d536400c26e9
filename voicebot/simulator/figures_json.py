"""Figures of a simulation as JSON."""

from collections.abc import Mapping
from typing import Any

from voicebot.simulator.figures import Calls, Figures
from voicebot.simulator.line_plan import DaysByLines

_MOST_TOLD = 100
"""Violations told one by one; their count is told in any case."""


def figures_record(figures: Figures, plan: tuple[DaysByLines, ...]) -> dict[str, Any]:
    """The same for the same simulation, to the letter."""
    split = figures.split
    return {
        "contacts": figures.contacts,
        "calls": figures.calls,
        "days": figures.days,
        "results": {str(result): many for result, many in figures.by_result.items()},
        "by_day": {f"{day}": _calls(each) for day, each in figures.by_day.items()},
        "by_hour": {f"{hour}": _calls(each) for hour, each in figures.by_hour.items()},
        "is_split_true": split.is_true,
        "lists": {
            each.name: {"expected": each.expected, "reached": each.reached}
            for each in split.lists
        },
        "kinds": {
            each.name: {
                "people": each.people,
                "belongs": each.belongs,
                "ended": dict(each.ended),
            }
            for each in split.kinds
        },
        "not_done": split.not_done,
        "lines": {
            "given": figures.lines,
            "peak": figures.peak_lines,
            "mean": round(figures.mean_lines, 2),
        },
        "days_by_lines": [
            {"lines": each.lines, "days": each.days, "is_sampled": each.is_sampled}
            for each in plan
        ],
        "talk_min": round(figures.talk_min, 1),
        "line_min": round(figures.line_min, 1),
        "messages": dict(figures.messages),
        "cost": None if figures.cost is None else round(figures.cost, 2),
        "violations": len(figures.violations),
        "violations_told": [
            {"number": each.number, "at": each.at.isoformat(), "what": each.what}
            for each in figures.violations[:_MOST_TOLD]
        ],
        "breakers": [
            {"at": each.at.isoformat(), "why": each.trip.sentence}
            for each in figures.trips
        ],
        "stopped": figures.stopped,
    }


def _calls(each: Calls) -> Mapping[str, int]:
    return {"calls": each.dialled, "answered": each.answered}
