"""Finds what a simulation is about, from names or files, and puts it together."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from voicebot.campaign.lists import Lists
from voicebot.campaign.reading.house import house_rules
from voicebot.campaign.reading.loader import load_campaign
from voicebot.campaign.refusal import Refusal
from voicebot.campaign.rules import CampaignRules
from voicebot.campaign.starting import start_refusal
from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import Settings
from voicebot.simulator.contacts import contacts_of
from voicebot.simulator.population import Population
from voicebot.simulator.population_file import load_population
from voicebot.simulator.scripts import open_scripts
from voicebot.simulator.simulation import Setup, horizon

_ENDING = ".yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be simulated; `campaign` and `population` are names or files.

    `starts` None is tomorrow as the day's calls may begin anywhere: at 9.
    """

    campaign: str
    population: str | None
    contacts: int
    lines: int
    calls_per_s: float | None
    days: int
    seed: int
    starts: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """`lacks` is what the campaign would not start for, if it were to be dialled."""

    setup: Setup
    population: Population
    lacks: Refusal | None


def prepared(wish: Wish, settings: Settings) -> Prepared:
    """Read everything that is named.

    Raises:
        VoicebotError: a file is not there, or cannot be used.
    """
    dialogs = settings.folders.dialogs
    campaign_path = _found(wish.campaign, dialogs / "campaigns")
    scenario_name = load_campaign(campaign_path).scenario
    scenario = load_scenario(dialogs / f"{scenario_name}{_ENDING}")
    rules = load_campaign(campaign_path, scenario.outcomes)
    population_path = _people_of(wish, rules, dialogs / "populations")
    population = load_population(population_path, scenario, lists_of(rules, scenario))
    starts = wish.starts or _tomorrow(settings)
    if rules.schedule.starts is not None:
        starts = max(starts, rules.schedule.starts)
    script = open_scripts(settings, population.outside)(rules.scenario)
    people = contacts_of(population, wish.contacts, wish.seed, starts, script.scenario)
    setup = Setup(
        rules=replace(rules, is_test=True),
        script=script,
        contacts=tuple(people),
        starts=starts,
        ends=horizon(starts, wish.days),
        lines=wish.lines,
        calls_per_s=wish.calls_per_s,
        house=house_rules(settings),
    )
    return Prepared(setup=setup, population=population, lacks=start_refusal(rules))


def lists_of(rules: CampaignRules, scenario: Scenario) -> frozenset[str]:
    """Every list that a contact of this campaign may end in."""
    by_outcome = {
        name: rules.outcomes[name].list if name in rules.outcomes else name
        for name in scenario.outcomes
    }
    spent = {rule.then for rule in rules.retries} | {rules.callbacks.then}
    return frozenset({*by_outcome.values(), *spent, *Lists})


def _people_of(wish: Wish, rules: CampaignRules, folder: Path) -> Path:
    """The population that is named, else the one of the campaign's name.

    Raises:
        CampaignError: none is named, and there is none of that name.
    """
    if wish.population is not None:
        return _found(wish.population, folder)
    path = folder / f"{rules.name}{_ENDING}"
    if path.exists():
        return path
    raise CampaignError(
        _(
            "{path} is not there, so nobody answers; write it by docs/simulator.md, or "
            "name another with --population"
        ).format(path=path)
    )


def _found(named: str, folder: Path) -> Path:
    """The file of this name, or the one that `folder` has under it."""
    path = Path(named)
    if path.suffix or path.exists():
        return path
    return folder / f"{named}{_ENDING}"


def _tomorrow(settings: Settings) -> datetime:
    zone = ZoneInfo(settings.timezone)
    day = datetime.now(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(9), zone)
