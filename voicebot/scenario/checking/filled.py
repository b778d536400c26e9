"""Which slots surely have a value where a text is rendered."""

from collections.abc import Iterator

from voicebot.scenario.collecting import Collecting
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.roads import roads, starting_nodes
from voicebot.scenario.template import Expression


def filled_slots(
    scenario: Scenario,
) -> Iterator[tuple[Place, Expression, frozenset[str]]]:
    """Every use of a slot in a node, with the slots that surely have a value there."""
    at_entry = _filled_at_entry(scenario)
    for name, node in scenario.nodes.items():
        filled = at_entry[name]
        for step in node.steps:
            if isinstance(step, Collecting):  # it speaks after it has heard
                filled |= step.filled_slots()
            texts = [(spoken.place, spoken.text) for spoken in step.spoken()]
            for place, text in (*texts, *step.inner_texts()):
                for slot in text.expressions:
                    yield ("nodes", name, *place), slot, filled
            filled |= step.filled_slots()


def _filled_at_entry(scenario: Scenario) -> dict[str, frozenset[str]]:
    """For each node the slots that every way to it fills: a greatest fixed point."""
    every = frozenset(scenario.slots)
    given = frozenset(
        name for name, slot in scenario.slots.items() if slot.required or slot.default
    )
    own = {name: _filled_by(scenario, name) for name in scenario.nodes}
    edges = [(road.source, road.target, road.fills) for road in roads(scenario)]
    entry = dict.fromkeys(scenario.nodes, every)
    for name in starting_nodes(scenario):
        entry[name] = given
    is_changing = True
    while is_changing:
        is_changing = False
        for source, target, fills in edges:
            if target in entry:
                met = entry[target] & (entry[source] | own[source] | fills)
                is_changing = is_changing or met != entry[target]
                entry[target] = met
    return entry


def _filled_by(scenario: Scenario, name: str) -> frozenset[str]:
    steps = scenario.nodes[name].steps
    return frozenset[str]().union(*(step.filled_slots() for step in steps))
