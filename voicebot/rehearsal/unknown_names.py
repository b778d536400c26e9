"""Finds slots, nodes and webhooks in tests that their scenario does not have."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from voicebot.i18n import _
from voicebot.rehearsal.cases import Circumstances, TestFile, WrittenTest
from voicebot.rehearsal.wording import GAP
from voicebot.scenario.model import Scenario
from voicebot.scenario.nodes.webhook import Webhook
from voicebot.scenario.question_place import all_nodes
from voicebot.scenario.reading.problem import Place, Problem
from voicebot.scenario.reading.similar import did_you_mean


@dataclass(frozen=True, slots=True)
class _Names:
    """Those of one kind that the scenario has; `sentence` tells of another."""

    known: Collection[str]
    sentence: str


def unknown_names(written: TestFile, scenario: Scenario) -> Iterator[Problem]:
    """A problem for each, where it stands."""
    for place, name, names in _used(written, scenario):
        if name not in names.known:
            mark = written.mark_of(*place)
            sentence = names.sentence.format(scenario=scenario.name, name=name)
            yield Problem(
                line=mark.line,
                column=mark.column,
                message=sentence + did_you_mean(name, names.known),
            )


def _used(written: TestFile, scenario: Scenario) -> Iterator[tuple[Place, str, _Names]]:
    """Every name with its place, and what may stand there."""
    no_slot = _('{scenario} has no slot "{name}"')
    brought = _Names(set(scenario.slots), no_slot)
    kept = _Names(set(_all_slots(scenario)), no_slot)
    nodes = _Names({*all_nodes(scenario), GAP}, _('{scenario} has no node "{name}"'))
    webhooks = _Names(
        set(_all_webhooks(scenario)), _('{scenario} asks no webhook "{name}"')
    )
    tests: list[tuple[Place, WrittenTest]] = [
        (("tests", index), test) for index, test in enumerate(written.tests)
    ]
    everywhere: list[tuple[Place, Circumstances]] = [((), written), *tests]
    for place, common in everywhere:
        yield from (((*place, "with", name), name, brought) for name in common.given)
        for name in common.webhooks:
            yield (*place, "webhooks", name), name, webhooks
    for place, test in tests:
        for name in test.expect.slots:
            yield (*place, "expect", "slots", name), name, kept
        for at, name in enumerate(test.expect.path or ()):
            yield (*place, "expect", "path", at), name, nodes


def _all_slots(scenario: Scenario) -> Iterable[str]:
    yield from scenario.slots
    for part in scenario.parts.values():
        yield from _all_slots(part)


def _all_webhooks(scenario: Scenario) -> Iterable[str]:
    for node in scenario.nodes.values():
        yield from (step.to for step in node.steps if isinstance(step, Webhook))
    for part in scenario.parts.values():
        yield from _all_webhooks(part)
