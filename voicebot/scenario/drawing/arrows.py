"""Roads as arrows."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap

from voicebot.i18n import _
from voicebot.scenario.drawing.boxes import percent_of
from voicebot.scenario.drawing.picture import EVERYWHERE, Arrow, Lines
from voicebot.scenario.drawing.traffic import Traffic, TrafficKind
from voicebot.scenario.model import Scenario
from voicebot.scenario.roads import (
    Road,
    global_targets,
    machine_exits,
    reachable,
    roads,
)
from voicebot.scenario.step import ExitKind

_LINE_LETTERS = 30


def arrows_of(scenario: Scenario, traffic: Traffic | None) -> Iterator[Arrow]:
    """Roads between the same nodes stand together, met ones and missed ones apart.

    The language's own ends to silence are left out where nobody took them.
    """
    shown = [
        road for road in roads(scenario) if road.is_written or _count(road, traffic)
    ]
    order = {road: index for index, road in enumerate(shown)}

    def bundle(road: Road) -> tuple[str, str, ExitKind, bool]:
        is_met = traffic is None or _count(road, traffic) > 0
        return road.source, road.target, _bundled(road.kind), is_met

    for (source, target, kind, _is_met), group in groupby(
        sorted(shown, key=lambda road: (bundle(road), order[road])), key=bundle
    ):
        together = list(group)
        yield Arrow(
            source=source,
            target=target,
            kind=kind,
            labels=tuple(_labels(scenario, together, traffic)),
            share=_share(together, traffic),
        )
    yield from _global_arrows(scenario, traffic)


def _bundled(kind: ExitKind) -> ExitKind:
    """Silence and a no-match are of one kind to a reader."""
    return ExitKind.SILENCE if kind is ExitKind.NOMATCH else kind


def _count(road: Road, traffic: Traffic | None) -> int:
    return traffic.branches.get((road.source, road.exit), 0) if traffic else 0


def _share(together: Iterable[Road], traffic: Traffic | None) -> float | None:
    if traffic is None:
        return None
    return traffic.branches_share(*((road.source, road.exit) for road in together))


def _labels(
    scenario: Scenario, together: Iterable[Road], traffic: Traffic | None
) -> Iterator[Lines]:
    """Each word once, with the sum of its roads."""
    counts: dict[str, int] = {}
    for road in together:
        label = _label(scenario, road)
        counts[label] = counts.get(label, 0) + _count(road, traffic)
    for label, count in counts.items():
        counted = _counted(label, count, road.source, traffic)
        yield tuple(wrap(counted, _LINE_LETTERS))


def _counted(label: str, count: int, source: str, traffic: Traffic | None) -> str:
    """Of calls, with the share of those that came to the road's beginning."""
    if traffic is None or not count:
        return label
    if traffic.kind is TrafficKind.TESTS:
        return f"{label} ×{count}".strip()
    share = percent_of(count, max(count, traffic.nodes.get(source, 0)))
    return f"{label}: {count} ({share})".removeprefix(": ")


def _label(scenario: Scenario, road: Road) -> str:
    match road.kind:
        case ExitKind.SILENCE:
            return _("silence")
        case ExitKind.NOMATCH:
            return _("not understood")
        case ExitKind.FAILURE:
            return _failure(road)
        case ExitKind.CHOICE:
            return _choice(scenario, road)
        case ExitKind.DIRECT if road.exit == "transfer.after":
            return _("the agent hung up")
        case ExitKind.ANSWER | ExitKind.RESULT | ExitKind.DIRECT:
            return road.label


def _failure(road: Road) -> str:
    if road.exit == "webhook.failed":
        return _("failure")
    return _("no reply in time") if road.label == "timed_out" else _("no answer")


def _choice(scenario: Scenario, road: Road) -> str:
    """The condition; of several the number too, for the first that holds counts."""
    if not road.label:
        return _("otherwise")
    exits = scenario.nodes[road.source].exits
    conditions = [
        exit_.id for exit_ in exits if exit_.kind is ExitKind.CHOICE and exit_.label
    ]
    number = conditions.index(road.exit) + 1
    return f"{number}) {road.label}" if len(conditions) > 1 else road.label


def _global_arrows(scenario: Scenario, traffic: Traffic | None) -> Iterator[Arrow]:
    """To nodes that only global intents lead to, or machines; others have roads enough."""
    edges = [(road.source, road.target) for road in roads(scenario)]
    met = reachable([scenario.first], edges)
    ways = {f"globals.{name}": node for name, node in global_targets(scenario).items()}
    for exit_, target in {**ways, **machine_exits(scenario)}.items():
        if target in met or target not in scenario.nodes:
            continue
        name = exit_.partition(".")[2]
        yield Arrow(
            source=EVERYWHERE,
            target=target,
            kind=ExitKind.ANSWER,
            labels=((_times(name, exit_, traffic),),),
            share=_global_share(exit_, target, traffic),
        )


def _times(label: str, exit_: str, traffic: Traffic | None) -> str:
    """With how many tests went there, where tests count that."""
    count = traffic.branches.get((EVERYWHERE, exit_), 0) if traffic else 0
    return f"{label} ×{count}" if count else label


def _global_share(exit_: str, target: str, traffic: Traffic | None) -> float | None:
    """Tests count each way of a machine; of all else the node's visits tell."""
    if traffic is None:
        return None
    is_counted = (EVERYWHERE, exit_) in traffic.branches
    if is_counted:
        return traffic.branches_share((EVERYWHERE, exit_))
    return traffic.node_share(target)
