"""The slots that a talk starts with."""

from collections.abc import Mapping

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.model import Scenario


def starting_slots(scenario: Scenario, given: Mapping[str, str]) -> Mapping[str, str]:
    """The given slots and the defaults of the others.

    Slots that the scenario does not know are kept: a base brings more columns than
    one scenario uses.

    Raises:
        ScenarioError: a required slot is missing, or one holds what it cannot.
    """
    values = filled_in(scenario, given)
    for name, slot in scenario.slots.items():
        value = values.get(name)
        if value:
            _expect_readable(scenario, name, value)
        elif slot.required:
            raise ScenarioError(_missing(scenario, name))
    return values


def filled_in(scenario: Scenario, given: Mapping[str, str]) -> dict[str, str]:
    """The given slots, trimmed, and the defaults of those without a value."""
    values = {name: value.strip() for name, value in given.items()}
    for name, slot in scenario.slots.items():
        if slot.default and not values.get(name):
            values[name] = slot.default
    return values


def unknown_slots(scenario: Scenario, given: Mapping[str, str]) -> tuple[str, ...]:
    """Given slots that the scenario does not declare: perhaps a slip of the pen."""
    return tuple(name for name in given if name not in scenario.slots)


def _expect_readable(scenario: Scenario, name: str, value: str) -> None:
    complaint = scenario.slots[name].complaint(value)
    if complaint:
        raise ScenarioError(
            _('{scenario}: the slot "{slot}" cannot be "{value}"; {complaint}').format(
                scenario=scenario.name, slot=name, value=value, complaint=complaint
            )
        )


def _missing(scenario: Scenario, name: str) -> str:
    return _('{scenario} needs the slot "{slot}"; pass --slot {slot}=…').format(
        scenario=scenario.name, slot=name
    )
