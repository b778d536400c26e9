"""Finds names in a scenario that stand for nothing; with any of them no talk can run."""

from collections.abc import Iterator

from voicebot.i18n import _
from voicebot.scenario.batch import QUESTION
from voicebot.scenario.model import Scenario
from voicebot.scenario.problem import Place, Problem
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.similar import did_you_mean
from voicebot.scenario.survey import all_exits, all_texts

HEARD = frozenset({"time", "text"})
"""What a turn brings, beside the slots."""


def broken_references(scenario: Scenario) -> list[Problem]:
    found = {
        "reserved_name": _wrong_names(scenario),
        "unknown_start": _unknown_start(scenario),
        "unknown_node": _unknown_nodes(scenario),
        "unknown_slot": _unknown_slots(scenario),
    }
    return [
        Problem(line=scenario.line_of(place), message=message, rule=rule)
        for rule, complaints in found.items()
        for place, message in complaints
    ]


_Complaint = tuple[Place, str]


def _wrong_names(scenario: Scenario) -> Iterator[_Complaint]:
    if HANG_UP in scenario.nodes:
        yield ("nodes", HANG_UP), _('"hang_up" ends the call; name the node otherwise')
    for name in sorted({*HEARD, QUESTION} & set(scenario.slots)):
        yield (
            ("slots", name),
            _('"{name}" is filled by every turn; name the slot otherwise').format(
                name=name
            ),
        )


def _unknown_start(scenario: Scenario) -> Iterator[_Complaint]:
    if scenario.first not in scenario.nodes:
        yield (
            ("start",),
            _('"start" leads to "{target}", which does not exist').format(
                target=scenario.first
            )
            + did_you_mean(scenario.first, scenario.nodes),
        )


def _unknown_nodes(scenario: Scenario) -> Iterator[_Complaint]:
    for place, target in all_exits(scenario):
        if target not in scenario.nodes and target != HANG_UP:
            yield (
                place,
                _('"{key}" leads to "{target}", which does not exist').format(
                    key=_nearest_key(place), target=target
                )
                + did_you_mean(target, [*scenario.nodes, HANG_UP]),
            )


def _nearest_key(place: Place) -> str:
    return next(str(part) for part in reversed(place) if isinstance(part, str))


def _unknown_slots(scenario: Scenario) -> Iterator[_Complaint]:
    known = {*scenario.slots, *HEARD, QUESTION}
    for place, text in all_texts(scenario):
        for slot in text.expressions:
            if slot.name not in known:
                yield (
                    place,
                    _('the slot "{slot}" is not declared under "slots"').format(
                        slot=slot.name
                    )
                    + did_you_mean(slot.name, known),
                )
    for name, node in scenario.nodes.items():
        for step in node.steps:
            for slot_name in sorted(step.written_slots() - set(scenario.slots)):
                yield (
                    ("nodes", name, step.key, slot_name),
                    _('the slot "{slot}" is not declared under "slots"').format(
                        slot=slot_name
                    )
                    + did_you_mean(slot_name, scenario.slots),
                )
