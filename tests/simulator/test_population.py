"""A population's file says who is called; what is wrong with it is told by the line."""

from collections import Counter
from pathlib import Path

import pytest

from tests.campaign.campaigning import CAMPAIGNS, shipped
from tests.simulator.townsfolk import POPULATIONS, scripts
from voicebot.campaign.attempt import AttemptResult
from voicebot.errors import CampaignError
from voicebot.simulator.population import Population
from voicebot.simulator.population_file import load_population
from voicebot.simulator.schema import SCHEMA_PATH, schema_text
from voicebot.simulator.workplace import lists_of

WHOLE = """\
population: town
scenario: base_refresh
people:
  all:
    share: 100%
"""


def read(folder: Path, text: str) -> Population:
    path = folder / "town.yaml"
    path.write_text(text, encoding="utf-8")
    return load_population(path, scripts()("base_refresh").scenario)


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(CampaignError) as caught:
        read(folder, text)
    return str(caught.value).removeprefix(f"{folder}/")


@pytest.mark.parametrize(
    "path", sorted(POPULATIONS.glob("*.yaml")), ids=lambda p: p.stem
)
def test_shipped_populations_answer_their_scenarios(path: Path) -> None:
    loaded = load_population(path)
    assert load_population(path, scripts()(loaded.scenario).scenario) == loaded


def test_every_kind_has_exactly_its_share() -> None:
    people = load_population(POPULATIONS / "base_refresh.yaml").people(25_000, seed=9)
    kinds = Counter(person.kind.name for person in people)
    assert kinds == {
        "off": 9_500,
        "subscribed": 8_750,
        "not_interested": 3_500,
        "interested": 1_750,
        "silent": 1_500,
    }


def test_people_are_drawn_by_the_seed_alone() -> None:
    town = load_population(POPULATIONS / "credit_lead.yaml")
    assert list(town.people(100, seed=1)) == list(town.people(100, seed=1))
    assert list(town.people(100, seed=1)) != list(town.people(100, seed=2))


def test_hours_have_chances_of_their_own(tmp_path: Path) -> None:
    town = read(tmp_path, WHOLE + '    calls: {answered: {9-12: "100%"}}\n')
    (kind,) = town.kinds
    (person,) = town.people(1, seed=1)
    drawn = person.chance(0)
    assert kind.result(0, 11, drawn) is AttemptResult.ANSWERED
    assert kind.result(0, 12, drawn) is AttemptResult.NO_ANSWER


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WHOLE.replace("100%", "half"), 'town.yaml:5:12: "half" is no share'),
        (WHOLE.replace("100%", "90%"), "town.yaml:3:1: the shares make 90% together"),
        (WHOLE + "    calls: {answered: 70%, busy: 40%}\n", "more than 100%"),
        (WHOLE + "    calls: {answered: {12-9: 40%}}\n", '"12-9" are no hours'),
        (WHOLE + "    says: {greting: да}\n", "town.yaml:6:12: the scenario"),
        (WHOLE + "    says: {greeting: {weight: 2}}\n", "write one of: says, keys"),
        (WHOLE + "    answerd_by: 3\n", 'town.yaml:6:5: "answerd_by" means nothing'),
        (
            WHOLE + "zones: {Europe/Moskow: 100%}\n",
            "town.yaml:6:9: there is no time zone",
        ),
        ("- one\n", "town.yaml:1:1: a population begins with"),
        ("people: {\n", "town.yaml:2:1: this is not valid YAML"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(
    tmp_path: Path, text: str, told: str
) -> None:
    assert told in complaint(tmp_path, text)


def test_a_list_that_the_campaign_does_not_fill_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(WHOLE + "    belongs: недоступн\n", encoding="utf-8")
    scenario = scripts()("base_refresh").scenario
    lists = lists_of(shipped("base_refresh"), scenario)
    with pytest.raises(CampaignError, match=r":6:5: .*did you mean \"недоступен\"\?"):
        load_population(path, scenario, lists)


@pytest.mark.parametrize("name", sorted(path.stem for path in CAMPAIGNS.glob("*.yaml")))
def test_every_shipped_campaign_has_people_who_belong_in_its_lists(name: str) -> None:
    scenario = scripts()(name).scenario
    lists = lists_of(shipped(name), scenario)
    assert load_population(POPULATIONS / f"{name}.yaml", scenario, lists).kinds


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(CampaignError):
        load_population(tmp_path / "nobody.yaml")


def test_the_schema_for_editors_is_that_of_the_reader() -> None:
    assert SCHEMA_PATH.read_text("utf-8") == schema_text()
