"""Contacts of a campaign, drawn from a population."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from voicebot.campaign.phone import Phone
from voicebot.campaign.state import ContactState
from voicebot.scenario.model import Scenario
from voicebot.simulator.people import People
from voicebot.simulator.person import Person
from voicebot.simulator.population import Population


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedContact:
    """A person with a number, and what the campaign knows of them at its start."""

    person: Person
    slots: Mapping[str, str]
    state: ContactState

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(phone.number for phone in self.state.phones)


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
        phones = tuple(
            Phone(number=f"+79{place:02}{at:07}", zones=(person.zone,))
            for place in range(person.phones)
        )
        drawn = {name: source.choice(each) for name, each in population.slots.items()}
        yield SimulatedContact(
            person=person,
            slots={**usual, **drawn},
            state=ContactState(phones=phones, next_at=starts),
        )


def people_of(contacts: Iterable[SimulatedContact]) -> People:
    """Who answers when one of them is called."""
    return People({number: each.person for each in contacts for number in each.numbers})


def _usual_slots(scenario: Scenario) -> Mapping[str, str]:
    """Examples of slots without which no talk starts."""
    return {
        name: slot.example
        for name, slot in scenario.slots.items()
        if slot.required and slot.default is None and slot.example is not None
    }
