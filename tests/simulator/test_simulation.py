"""A simulated campaign keeps the rules and comes to what its people are."""

import itertools
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.campaign.campaigning import CAMPAIGNS, rules, shipped
from tests.simulator.townsfolk import (
    BEGINNING,
    POPULATIONS,
    population,
    published,
    saying,
    setup_of,
)
from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.budget import Budget
from voicebot.campaign.call_shares import Measure
from voicebot.campaign.zone import zone_named
from voicebot.simulator.figures import Figures, figures_of
from voicebot.simulator.kind import Kind, reach_of
from voicebot.simulator.law_check import LawCheck
from voicebot.simulator.line_plan import planned
from voicebot.simulator.population_file import load_population
from voicebot.simulator.simulation import Setup, simulate

MOSCOW = zone_named("Europe/Moscow")


def figures(setup: Setup) -> Figures:
    return figures_of(setup, simulate(setup), MOSCOW)


def nobody(result: AttemptResult) -> Kind:
    return Kind(name=result.value, reaches=(reach_of({result: 1.0}),))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_published_case_comes_out_as_its_people_are(seed: int) -> None:
    found = figures(published(1_000, lines=2, seed=seed))
    reached = {each.name: each.reached for each in found.split.lists}
    assert reached == {
        "недоступен": 380,
        "рассылка": 350,
        "неинтересно": 200,
        "интересно": 70,
    }
    assert found.split.is_true
    assert found.violations == ()
    assert found.trips == ()


def test_the_same_seed_gives_the_same_calls() -> None:
    first, again, other = (
        simulate(published(200, lines=2, seed=seed)) for seed in (5, 5, 6)
    )
    assert first == again
    assert first.dialled != other.dialled


def test_no_more_lines_are_used_than_there_are() -> None:
    run = simulate(published(300, lines=2))
    moments = sorted(
        [(call.attempt.at, 1) for call in run.dialled]
        + [(call.ends_at, -1) for call in run.dialled]
    )
    live = [0]
    for _moment, change in moments:
        live.append(live[-1] + change)
    assert max(live) == run.peak_lines == 2


def test_a_campaigns_own_lines_are_kept() -> None:
    setup = published(100, lines=9)
    narrow = replace(setup.rules, budget=Budget(lines=2))
    assert simulate(replace(setup, rules=narrow)).peak_lines == 2


def test_calls_begin_at_the_trunks_pace() -> None:
    setup = replace(published(60, lines=50), calls_per_s=0.5)
    begun = sorted(call.attempt.at for call in simulate(setup).dialled)
    gaps = [later - before for before, later in itertools.pairwise(begun)]
    assert min(gaps) >= timedelta(seconds=2)


def test_who_is_not_done_in_the_days_given_is_told_of() -> None:
    found = figures(published(400, lines=1, days=1))
    assert found.split.not_done > 0
    assert not found.split.is_true


def test_a_promised_call_comes_at_its_minute() -> None:
    setup = setup_of(
        population(saying("перезвоните в пять вечера", "интересно")), rules(""), 1
    )
    _first, second = simulate(setup).dialled
    assert second.attempt.at.astimezone(MOSCOW).strftime("%H:%M") == "17:00"
    assert second.attempt.outcome == "interested"


def test_who_asks_for_silence_is_called_no_more() -> None:
    talk = "больше не звоните мне"
    setup = setup_of(population(saying(talk)), rules(""), 20)
    found = figures(setup)
    assert found.calls == 20
    assert {each.name: each.reached for each in found.split.lists} == {"не звонить": 20}


def test_messages_that_are_owed_are_counted_and_paid() -> None:
    by = rules(
        "retries: {no_answer: {series: [{attempts: 2, every: 1h, message: offer}]}}\n"
        "messages: {offer: Возьмите трубку}\n"
        "cost: {attempt: 1, minute: 3, message: 10}\n"
    )
    found = figures(setup_of(population(nobody(AttemptResult.NO_ANSWER)), by, 10))
    assert found.messages == {"offer": 10}
    assert found.cost == 20 + 100


def test_a_trunk_that_fails_would_have_stopped_the_campaign() -> None:
    found = figures(setup_of(population(nobody(AttemptResult.FAILED)), rules(""), 200))
    assert found.trips
    assert found.trips[0].trip.measure is Measure.FAILED


def test_a_campaign_that_may_not_start_makes_no_call() -> None:
    setup = published(10)
    run = simulate(replace(setup, rules=replace(setup.rules, is_test=False)))
    assert run.dialled == []
    assert run.halt is not None


def test_more_lines_never_take_more_days() -> None:
    setup = published(600, lines=1)
    days = [each.days for each in planned(setup, figures(setup).days, MOSCOW)]
    assert days == sorted(days, reverse=True)


def test_a_law_that_was_broken_on_purpose_is_found() -> None:
    """The calls are made by wider rules than they are checked by."""
    by_day = "retries: {no_answer: {series: [{attempts: 3, every: 3h}]}}\n"
    setup = setup_of(
        population(nobody(AttemptResult.NO_ANSWER)), rules(by_day), 5, lines=1
    )
    dialled = simulate(setup).dialled
    asked = {
        "window: 10:00-15:00\n": "hours",
        "caps: {contact: {day: 2}}\n": "a day",
        "caps: {phone: {rolling_24h: 1}}\n": "24 hours",
        "caps: {phone: {lifetime: 2}}\n": "in all",
        "laws: [ru_debt_230fz]\n": "a week",
    }
    for text, told in asked.items():
        check = LawCheck(rules(text), setup.house)
        found = [each.what for each in check.violations(dialled)]
        assert any(told in what for what in found), text
    assert list(LawCheck(setup.rules, setup.house).violations(dialled)) == []


def test_two_calls_to_one_number_at_once_are_found() -> None:
    setup = setup_of(population(saying("интересно")), rules(""), 1)
    (call,) = simulate(setup).dialled
    check = LawCheck(setup.rules, setup.house)
    found = Counter(each.what for each in check.violations([call, call]))
    assert found == {"during another call to them": 1}


def test_calls_begin_when_the_simulation_does() -> None:
    first = simulate(published(5)).dialled[0]
    assert first.attempt.at == BEGINNING


def test_what_is_left_to_chance_comes_out_within_its_sampling() -> None:
    """Of 3,000 who pick up two calls in five, dialled once: 1,200, give or take four
    standard deviations of 27."""
    fickle = Kind(name="fickle", reaches=(reach_of({AttemptResult.ANSWERED: 0.4}),))
    found = figures(setup_of(population(fickle), rules(""), 3_000, lines=30))
    assert abs(found.by_result[AttemptResult.ANSWERED] - 1_200) < 4 * 27


def test_a_person_is_called_at_each_of_their_numbers_in_turn() -> None:
    twice = replace(population(nobody(AttemptResult.NO_ANSWER)), phones={2: 1.0})
    by = rules("retries: {no_answer: {series: [{attempts: 4, every: 1h}]}}\n")
    dialled = simulate(setup_of(twice, by, 1)).dialled
    numbers = [call.attempt.phone for call in dialled]
    assert numbers == ["+79000000000", "+79010000000"] * 2


def test_who_picks_up_late_is_missed_by_a_short_ring() -> None:
    kinds = population(Kind(name="slow"))
    patient, hasty = (
        figures(setup_of(kinds, rules(f"ring: {ring}\n"), 200)).by_result
        for ring in ("30s", "10s")
    )
    assert patient == {AttemptResult.ANSWERED: 200}
    assert hasty[AttemptResult.ANSWERED] < 120


def test_every_hour_that_passes_is_told_of() -> None:
    heard = []
    simulate(published(100, lines=1), lambda moment, calls: heard.append(calls))
    assert heard == sorted(heard)
    assert len(heard) > 5


@pytest.mark.parametrize("name", sorted(path.stem for path in CAMPAIGNS.glob("*.yaml")))
def test_every_shipped_campaign_comes_to_its_end_within_the_law(name: str) -> None:
    by = replace(shipped(name), is_test=True)
    people = load_population(POPULATIONS / f"{name}.yaml")
    found = figures(setup_of(people, by, 200, lines=3))
    assert found.split.not_done == 0
    assert found.split.is_true
    assert found.violations == ()
    assert found.trips == ()
    assert found.stopped is None
