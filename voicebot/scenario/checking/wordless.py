"""The roads that a talk may take though the caller says nothing."""

from collections.abc import Iterator, Sequence

from voicebot.scenario.checking.knots import knots
from voicebot.scenario.checking.parts import Results, results_of, subdialog_at
from voicebot.scenario.model import Scenario
from voicebot.scenario.node import Node
from voicebot.scenario.roads import Road, reachable, roads
from voicebot.scenario.step import ExitKind

_BY_ITSELF = {ExitKind.DIRECT, ExitKind.CHOICE, ExitKind.FAILURE}


def unasked_roads(scenario: Scenario) -> Sequence[Road]:
    """Roads that the robot takes without listening: `goto`, conditions, failures."""
    return _roads(scenario, is_silence_one=False)


def silent_roads(scenario: Scenario) -> Sequence[Road]:
    """These, and the roads of silence."""
    return _roads(scenario, is_silence_one=True)


def circling(followed: Sequence[Road]) -> Iterator[Road]:
    """Those of the roads that lie on a circle of them."""
    knot = knots((road.source, road.target) for road in followed)
    return (road for road in followed if knot[road.source] == knot[road.target])


def _roads(scenario: Scenario, *, is_silence_one: bool) -> Sequence[Road]:
    return scenario.kept(
        ("wordless", is_silence_one),
        lambda: [
            road
            for road in roads(scenario)
            if _is_taken(scenario, road, is_silence_one=is_silence_one)
        ],
    )


def _is_taken(scenario: Scenario, road: Road, *, is_silence_one: bool) -> bool:
    if road.kind is ExitKind.SILENCE:
        return is_silence_one
    node, key = scenario.nodes[road.source], road.place[2]
    if key not in _steps_done(scenario, node, is_silence_one=is_silence_one):
        return False
    if road.kind is not ExitKind.RESULT:
        return road.kind in _BY_ITSELF
    results = _results_at(scenario, node, is_silence_one=is_silence_one)
    return road.label in results


def _steps_done(scenario: Scenario, node: Node, *, is_silence_one: bool) -> set[str]:
    """Keys of the node's steps that are done without a word of the caller."""
    done: set[str] = set()
    for step in node.steps:
        if any(True for _hearing in step.hearings()):
            break
        done.add(step.key)
        if step.key == "subdialog":
            results = _results_at(scenario, node, is_silence_one=is_silence_one)
            if results <= _labels(node):
                break
    return done


def _labels(node: Node) -> set[str]:
    exits = node.steps_by_key["subdialog"].exits()
    return {exit_.label for exit_ in exits}


def _results_at(scenario: Scenario, node: Node, *, is_silence_one: bool) -> Results:
    """What the node's subdialog comes to without a word of the caller."""
    part = subdialog_at(scenario, node)
    if part is None:
        return frozenset()
    return part.kept(
        ("wordless results", is_silence_one),
        lambda: _results(part, is_silence_one=is_silence_one),
    )


def _results(part: Scenario, *, is_silence_one: bool) -> Results:
    followed = _roads(part, is_silence_one=is_silence_one)
    reached = reachable([part.first], [(road.source, road.target) for road in followed])
    ends = [
        node
        for name, node in part.nodes.items()
        if name in reached
        and "return" in _steps_done(part, node, is_silence_one=is_silence_one)
    ]
    return results_of(ends)
