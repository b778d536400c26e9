"""Contacts of a campaign, drawn from a population."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from voicebot.campaign.phone import Phone
from voicebot.campaign.state import ContactState
from voicebot.scenario.model import Scenario
from voicebot.simulator.person import Person
from voicebot.simulator.population import Population


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedContact:
    """A person with a number, and what the campaign knows of them at its start."""

    person: Person
    slots: Mapping[str, str]
    state: ContactState

    @property
    def number(self) -> str:
        return self.state.phones[0].number


def contacts_of(
    population: Population,
    count: int,
    seed: int,
    starts: datetime,
    scenario: Scenario,
) -> Iterator[SimulatedContact]:
    """Ten million at most, whose numbers nobody has; in the order of the first calls."""
    source = Random(f"{seed} slots")
    usual = _usual_slots(scenario)
    for at, person in enumerate(population.people(count, seed)):
        phone = Phone(number=f"+7900{at:07}", zones=(person.zone,))
        drawn = {name: source.choice(each) for name, each in population.slots.items()}
        yield SimulatedContact(
            person=person,
            slots={**usual, **drawn},
            state=ContactState(phones=(phone,), next_at=starts),
        )


def _usual_slots(scenario: Scenario) -> Mapping[str, str]:
    """Examples of slots without which no talk starts."""
    return {
        name: slot.example
        for name, slot in scenario.slots.items()
        if slot.required and slot.default is None and slot.example is not None
    }
