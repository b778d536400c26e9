"""How often talks came to each node of a scenario and took each branch."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.actions import Action, EnterNode, LeaveNode
from voicebot.scenario.model import Scenario
from voicebot.scenario.roads import ANYWHERE, machine_exits, roads

Branch = tuple[str, str]
"""A node and one of its exits, `("greeting", "on.yes")`, or `("", "answering.fax")`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Counts for every node and every branch, 0 for those never met, as in the file."""

    scenario: str
    nodes: Mapping[str, int]
    branches: Mapping[Branch, int]

    @property
    def missing_nodes(self) -> tuple[str, ...]:
        return tuple(name for name, count in self.nodes.items() if not count)

    @property
    def missing_branches(self) -> tuple[Branch, ...]:
        return tuple(branch for branch, count in self.branches.items() if not count)

    @property
    def nodes_percent(self) -> float:
        return _percent(self.nodes.values())

    @property
    def branches_percent(self) -> float:
        return _percent(self.branches.values())

    def as_json(self) -> dict[str, Any]:
        """What `coverages_from` reads."""
        return {
            "scenario": self.scenario,
            "nodes": dict(self.nodes),
            "branches": [
                {"node": node, "exit": exit_, "count": count}
                for (node, exit_), count in self.branches.items()
            ],
        }


def coverage_of(scenario: Scenario, talks: Iterable[Iterable[Action]]) -> Coverage:
    """What these talks' actions met.

    Nodes of subdialogs are not this scenario's, and the ends to silence and no-match
    that the language itself brings are no branches to test. Where a talk goes when no
    person answered is one, from wherever it was.
    """
    nodes = dict.fromkeys(scenario.nodes, 0)
    written = (road for road in roads(scenario) if road.is_written)
    machines = {(ANYWHERE, exit_): 0 for exit_ in machine_exits(scenario)}
    branches = {**{(road.source, road.exit): 0 for road in written}, **machines}
    for talk in talks:
        for action in talk:
            match action:
                case EnterNode(node=node) if node in nodes:
                    nodes[node] += 1
                case LeaveNode(exit=exit_) if (ANYWHERE, exit_) in branches:
                    branches[ANYWHERE, exit_] += 1
                case LeaveNode(node=node, exit=exit_) if (node, exit_) in branches:
                    branches[node, exit_] += 1
                case _:
                    pass
    return Coverage(scenario=scenario.name, nodes=nodes, branches=branches)


def coverages_json(coverages: Iterable[Coverage]) -> str:
    """A file of several scenarios' coverage."""
    listed = [coverage.as_json() for coverage in coverages]
    return json.dumps({"coverage": listed}, ensure_ascii=False, indent=2) + "\n"


def coverages_from(text: str) -> dict[str, Coverage]:
    """What `coverages_json` wrote, by the scenario's name.

    Raises:
        ScenarioError: it is something else.
    """
    try:
        listed = [_coverage_from(one) for one in json.loads(text)["coverage"]]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ScenarioError(
            _(
                "this is no coverage of tests; write one by "
                "voicebot test --coverage-json FILE"
            )
        ) from error
    return {coverage.scenario: coverage for coverage in listed}


def _coverage_from(record: Mapping[str, Any]) -> Coverage:
    return Coverage(
        scenario=str(record["scenario"]),
        nodes={str(name): int(count) for name, count in record["nodes"].items()},
        branches={
            (str(branch["node"]), str(branch["exit"])): int(branch["count"])
            for branch in record["branches"]
        },
    )


def _percent(counts: Iterable[int]) -> float:
    """How many are met, of a hundred; of nothing, all are."""
    met = [count > 0 for count in counts]
    return 100 * sum(met) / len(met) if met else 100.0
