"""Finds names in a scenario that stand for nothing; with any of them no talk can run."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voicebot.i18n import _
from voicebot.scenario.batch import FIRST, QUESTION, SECOND
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.problem import Place, Problem
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.step import Step
from voicebot.scenario.survey import all_exits, all_texts

HEARD = frozenset({"time", "time_clash", "text"})
"""What a turn brings, beside the slots."""

AMBIGUOUS = frozenset({FIRST, SECOND})
"""What `on_ambiguous` may say, beside the slots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Complaint:
    place: Place
    message: str
    hint: str = ""
    is_value: bool = False


def broken_references(scenario: Scenario) -> list[Problem]:
    found = {
        "reserved_name": _wrong_names(scenario),
        "unknown_start": _unknown_start(scenario),
        "unknown_node": _unknown_nodes(scenario),
        "unknown_slot": _unknown_slots(scenario),
    }
    return [
        _problem(scenario, rule, complaint)
        for rule, complaints in found.items()
        for complaint in complaints
    ]


def _problem(scenario: Scenario, rule: str, complaint: _Complaint) -> Problem:
    mark = scenario.position_of(complaint.place, is_value=complaint.is_value)
    return Problem(
        line=mark.line,
        column=mark.column,
        message=complaint.message,
        rule=rule,
        hint=complaint.hint,
    )


def _wrong_names(scenario: Scenario) -> Iterator[_Complaint]:
    if HANG_UP in scenario.nodes:
        message = _('"hang_up" ends the call; name the node otherwise')
        yield _Complaint(place=("nodes", HANG_UP), message=message)
    for name in sorted({*HEARD, *AMBIGUOUS, QUESTION} & set(scenario.slots)):
        message = _('"{name}" is filled by every turn; name the slot otherwise')
        yield _Complaint(place=("slots", name), message=message.format(name=name))


def _unknown_start(scenario: Scenario) -> Iterator[_Complaint]:
    if scenario.first not in scenario.nodes:
        yield _leads_nowhere(("start",), scenario.first, scenario.nodes)


def _unknown_nodes(scenario: Scenario) -> Iterator[_Complaint]:
    for place, target in all_exits(scenario):
        if target not in scenario.nodes and target != HANG_UP:
            yield _leads_nowhere(place, target, [*scenario.nodes, HANG_UP])


def _leads_nowhere(place: Place, target: str, known: Iterable[str]) -> _Complaint:
    key = next(str(part) for part in reversed(place) if isinstance(part, str))
    return _Complaint(
        place=place,
        message=_('"{key}" leads to "{target}", which does not exist').format(
            key=key, target=target
        )
        + did_you_mean(target, known),
        hint=_('write a node of this file, or "hang_up"'),
        is_value=True,
    )


def _unknown_slots(scenario: Scenario) -> Iterator[_Complaint]:
    known = {*scenario.slots, *HEARD, QUESTION}
    for place, text in all_texts(scenario):
        here = known | AMBIGUOUS if "on_ambiguous" in place else known
        for slot in text.expressions:
            if slot.name not in here:
                yield _undeclared(place, slot.name, here)
    for name, node in scenario.nodes.items():
        for step in node.steps:
            yield from _unknown_slots_of(scenario, name, step)


def _unknown_slots_of(
    scenario: Scenario, name: str, step: Step
) -> Iterator[_Complaint]:
    for place, slot in step.read_slots():
        if slot not in {*scenario.slots, *HEARD}:
            yield _undeclared(("nodes", name, *place), slot, scenario.slots)
    for slot in sorted(step.written_slots() - set(scenario.slots)):
        place = _where_written(step, slot)
        yield _undeclared(("nodes", name, *place), slot, scenario.slots)


def _where_written(step: Step, slot: str) -> Place:
    """Where the step names a slot that it fills, from the node down."""
    if getattr(step, "slot", None) == slot:
        return (step.key, "slot")
    if slot in getattr(step, "take", {}):
        return (step.key, "take", slot)
    return (step.key, slot)


def _undeclared(place: Place, slot: str, known: Iterable[str]) -> _Complaint:
    return _Complaint(
        place=place,
        message=_('the slot "{slot}" is not declared under "slots"').format(slot=slot)
        + did_you_mean(slot, known),
        hint=_('declare it under "slots", or correct its name'),
        is_value=place[-2:] == ("collect", "slot") or place[-2:] == ("scale", "slot"),
    )
