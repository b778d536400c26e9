"""Finds slots and nodes in tests that their scenario does not have."""

from collections.abc import Collection, Iterable, Iterator

from voicebot.i18n import _
from voicebot.rehearsal.cases import TestFile
from voicebot.rehearsal.wording import GAP
from voicebot.scenario.model import Scenario
from voicebot.scenario.problem import Place, Problem
from voicebot.scenario.similar import did_you_mean
from voicebot.scenario.whole_talk import part_name


def unknown_names(written: TestFile, scenario: Scenario) -> Iterator[Problem]:
    """A problem for each, where it stands."""
    for place, name, known in _names(written, scenario):
        if name in known:
            continue
        is_node = "path" in place
        sentence = (
            _('{scenario} has no node "{name}"')
            if is_node
            else _('{scenario} has no slot "{name}"')
        )
        mark = written.mark_of(*place)
        yield Problem(
            line=mark.line,
            column=mark.column,
            message=sentence.format(scenario=scenario.name, name=name)
            + did_you_mean(name, known),
        )


def _names(
    written: TestFile, scenario: Scenario
) -> Iterator[tuple[Place, str, Collection[str]]]:
    """Every name with its place and those that may stand there."""
    brought = set(scenario.slots)
    kept, nodes = set(_all_slots(scenario)), {*_all_nodes(scenario), GAP}
    for name in written.given:
        yield ("with", name), name, brought
    for index, test in enumerate(written.tests):
        top: Place = ("tests", index)
        for name in test.given:
            yield (*top, "with", name), name, brought
        for name in test.expect.slots:
            yield (*top, "expect", "slots", name), name, kept
        for at, name in enumerate(test.expect.path or ()):
            yield (*top, "expect", "path", at), name, nodes


def _all_nodes(scenario: Scenario, prefix: str = "") -> Iterable[str]:
    """Nodes as a talk's path names them, those of subdialogs too."""
    yield from (prefix + name for name in scenario.nodes)
    for src, part in scenario.parts.items():
        yield from _all_nodes(part, f"{prefix}{part_name(src)}/")


def _all_slots(scenario: Scenario) -> Iterable[str]:
    yield from scenario.slots
    for part in scenario.parts.values():
        yield from _all_slots(part)
