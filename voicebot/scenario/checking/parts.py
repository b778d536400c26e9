"""Scenarios that are talked within others."""

from collections.abc import Iterable

from voicebot.scenario.model import Scenario
from voicebot.scenario.node import Node
from voicebot.scenario.nodes.return_ import ReturnStep
from voicebot.scenario.nodes.subdialog import Subdialog

Results = frozenset[str | None]
"""What a subdialog may come to; None where it returns without a word."""


def is_part(scenario: Scenario) -> bool:
    """Whether it is written as a subdialog: it returns somewhere."""
    return bool(returned_results(scenario))


def listens(scenario: Scenario) -> bool:
    """Whether it, or a subdialog of it, ever listens to the caller."""
    return any(node.waits for node in scenario.nodes.values()) or any(
        listens(part) for part in scenario.parts.values()
    )


def subdialog_at(scenario: Scenario, node: Node) -> Scenario | None:
    """The scenario that is talked within the node."""
    step = node.steps_by_key.get("subdialog")
    return scenario.parts.get(step.src) if isinstance(step, Subdialog) else None


def returned_results(part: Scenario) -> Results:
    """Every result that it may come to; empty where it never returns."""
    return results_of(part.nodes.values())


def results_of(nodes: Iterable[Node]) -> Results:
    """What the `return` of these nodes gives."""
    steps = (node.steps_by_key.get("return") for node in nodes)
    return frozenset(
        step.result if isinstance(step.result, str) else None
        for step in steps
        if isinstance(step, ReturnStep)
    )
