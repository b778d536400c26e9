"""People to call in tests, and scripts to talk with them."""

import functools
from dataclasses import replace
from datetime import datetime

from tests.campaign.campaigning import shipped
from voicebot.campaign.rules import CampaignRules
from voicebot.settings import PROJECT_DIR, load_settings
from voicebot.simulator.contacts import contacts_of
from voicebot.simulator.kind import Kind, Manner, Reply
from voicebot.simulator.person import Person
from voicebot.simulator.population import Population
from voicebot.simulator.population_file import load_population
from voicebot.simulator.scripts import Scripts, open_scripts
from voicebot.simulator.simulation import Setup, horizon

NUMBER = "+79160000001"
BEGINNING = datetime.fromisoformat("2026-11-23T10:00+03:00")
"""A Monday morning in Moscow."""

POPULATIONS = PROJECT_DIR / "dialogs" / "populations"


@functools.cache
def scripts() -> Scripts:
    return open_scripts(load_settings())


def person(kind: Kind, seed: int = 1) -> Person:
    return Person(kind=kind, seed=seed)


def saying(*words: str) -> Kind:
    """They pick up and say this at every question, a talk each."""
    manners = tuple(Manner(elsewhere=(Reply(says=text),)) for text in words)
    return Kind(name="saying", manners=manners)


def population(*kinds: Kind, scenario: str = "base_refresh") -> Population:
    slots = {"client_name": ("Анна Сергеевна",)}
    return Population(name="drawn", scenario=scenario, kinds=kinds, slots=slots)


def setup_of(
    people: Population,
    rules: CampaignRules,
    count: int,
    *,
    lines: int = 3,
    seed: int = 1,
    days: int = 30,
) -> Setup:
    script = scripts()(people.scenario)
    contacts = contacts_of(people, count, seed, BEGINNING, script.scenario)
    return Setup(
        rules=rules,
        script=script,
        contacts=tuple(contacts),
        starts=BEGINNING,
        ends=horizon(BEGINNING, days),
        lines=lines,
    )


def published(count: int, **others: int) -> Setup:
    """The published case of 25,000 numbers, or fewer."""
    path = POPULATIONS / "base_refresh.yaml"
    rules = replace(shipped("base_refresh"), is_test=True)
    return setup_of(load_population(path), rules, count, **others)
