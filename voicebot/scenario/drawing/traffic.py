"""How many talks went where: what colours a picture."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voicebot.i18n import _
from voicebot.scenario.coverage import Branch, Coverage


class TrafficKind(StrEnum):
    """Tests ask what was missed, calls how many went there."""

    TESTS = "tests"
    CALLS = "calls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """Counts for nodes and branches; what is not there was not met.

    Of tests every visit counts. Of calls each counts once at a node and at a branch,
    so that shares of `talks` make sense; `lost` are those that broke off at a node,
    `outcomes` those that ended so. Branches may hold global intents
    (`globals.operator`) beside a scenario's roads. `sentences` stand under the title.
    """

    kind: TrafficKind
    talks: int
    nodes: Mapping[str, int]
    branches: Mapping[Branch, int]
    sentences: tuple[str, ...]
    lost: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)

    def node_share(self, name: str) -> float:
        """Of all talks, 0 to 1; of tests, whether it was met."""
        return self._share(self.nodes.get(name, 0))

    def branches_share(self, *branches: Branch) -> float:
        """As `node_share`, of the branches together."""
        return self._share(sum(self.branches.get(branch, 0) for branch in branches))

    def _share(self, count: int) -> float:
        if self.kind is TrafficKind.TESTS:
            return float(count > 0)
        return min(1.0, count / self.talks) if self.talks else 0.0


def traffic_of_tests(coverage: Coverage) -> Traffic:
    """Per cents are cut, not rounded: 100 stands only where nothing is missed."""
    met = sum(count > 0 for count in coverage.nodes.values())
    taken = sum(count > 0 for count in coverage.branches.values())
    return Traffic(
        kind=TrafficKind.TESTS,
        talks=max(coverage.nodes.values(), default=0),
        nodes=coverage.nodes,
        branches=coverage.branches,
        sentences=(
            _("tests: nodes {nodes} % ({met} of {all_nodes})").format(
                nodes=int(coverage.nodes_percent),
                met=met,
                all_nodes=len(coverage.nodes),
            ),
            _("branches {branches} % ({taken} of {all_branches})").format(
                branches=int(coverage.branches_percent),
                taken=taken,
                all_branches=len(coverage.branches),
            ),
        ),
    )
