"""The published cases, day by day, by the files that are shipped."""

from dataclasses import replace
from itertools import repeat
from pathlib import Path

import pytest

from tests.campaign.campaigning import (
    CAMPAIGNS,
    Result,
    at,
    clock,
    contact,
    dial,
    moments,
    shipped,
)
from voicebot.campaign.dialling import may_dial
from voicebot.campaign.reading.loader import load_campaign
from voicebot.campaign.refusal import Why
from voicebot.campaign.ringing import ring_s
from voicebot.campaign.rules import NumberOrder
from voicebot.scenario.reading.loader import load_scenario


@pytest.mark.parametrize("path", sorted(CAMPAIGNS.glob("*.yaml")), ids=lambda p: p.stem)
def test_every_shipped_campaign_knows_its_scenarios_outcomes(path: Path) -> None:
    scenario = load_scenario(CAMPAIGNS.parent / path.name)
    rules = load_campaign(path, scenario.outcomes)
    assert rules.name == rules.scenario == path.stem


def test_a_credit_lead_is_called_three_times_today_and_twice_tomorrow() -> None:
    lead = contact(at("2026-11-23 10:00"))
    assert moments(lead, shipped("credit_lead"), repeat(Result.NO_ANSWER)) == [
        "2026-11-23 10:00",
        "2026-11-23 12:00",
        "2026-11-23 14:00",
        "2026-11-24 09:00",
        "2026-11-24 12:00",
        "недозвон",
    ]


def test_a_lead_of_the_evening_loses_what_its_first_day_was_too_short_for() -> None:
    lead = contact(at("2026-11-23 18:30"))
    assert moments(lead, shipped("credit_lead"), repeat(Result.BUSY)) == [
        "2026-11-23 18:30",
        "2026-11-24 09:00",
        "2026-11-24 12:00",
        "недозвон",
    ]


def test_a_lead_who_says_no_is_sifted_out() -> None:
    lead = contact(at("2026-11-23 10:00"))
    after = dial(lead, shipped("credit_lead"), Result.ANSWERED, outcome="rejected")
    assert (after.list, after.next_at) == ("отсев", None)


def test_a_lead_who_asks_for_two_hours_is_called_exactly_then_and_before_all_others() -> (
    None
):
    lead = contact(at("2026-11-23 10:07"))
    promised_at = at("2026-11-23 12:07")
    after = dial(
        lead,
        shipped("credit_lead"),
        Result.ANSWERED,
        outcome="callback",
        promised_at=promised_at,
    )
    assert after.next_at == promised_at
    assert after.urgency < replace(lead, priority=1000).urgency


def test_unreachable_three_times_in_a_row_in_a_day_leaves_the_base() -> None:
    person = contact(at("2026-11-23 09:00"))
    assert moments(person, shipped("base_refresh"), repeat(Result.UNAVAILABLE)) == [
        "2026-11-23 09:00",
        "2026-11-23 12:00",
        "2026-11-23 15:00",
        "недоступен",
    ]


def test_unreachable_counts_only_in_a_row() -> None:
    person = contact(at("2026-11-23 09:00"))
    results = [
        Result.UNAVAILABLE,
        Result.UNAVAILABLE,
        Result.NO_ANSWER,
        Result.UNAVAILABLE,
    ]
    *dialled, end = moments(person, shipped("base_refresh"), results)
    assert len(dialled) == 4
    assert end.startswith("next 2026-11-24")


def test_unreachable_on_two_days_is_not_within_a_day() -> None:
    person = contact(at("2026-11-23 15:00"))
    assert moments(person, shipped("base_refresh"), repeat(Result.UNAVAILABLE)) == [
        "2026-11-23 15:00",
        "2026-11-23 18:00",
        "2026-11-24 09:00",
        "2026-11-24 12:00",
        "2026-11-24 15:00",
        "недоступен",
    ]


def test_three_rings_in_vain_owe_a_message_and_two_more_the_next_day_end_it() -> None:
    rules = shipped("base_refresh")
    person = contact(at("2026-11-23 09:00"))
    for _ in range(3):
        assert person.owed_messages == ()
        person = dial(person, rules, Result.NO_ANSWER)
    assert person.owed_messages == ("offer",)
    assert "50 000" in rules.messages["offer"].text
    assert moments(person, rules, repeat(Result.NO_ANSWER)) == [
        "2026-11-24 09:00",
        "2026-11-24 13:00",
        "неинтересно",
    ]


def test_who_is_not_interested_is_called_again_in_a_year() -> None:
    rules = shipped("base_refresh")
    person = contact(at("2026-11-23 09:00"))
    after = dial(person, rules, Result.ANSWERED, outcome="not_interested")
    assert after.list == "неинтересно"
    assert after.finished_at is None
    assert clock(after.next_at) == "2027-11-23 09:00"


def test_a_missed_caller_is_rung_for_20_s_five_times_then_longer_and_more_seldom() -> (
    None
):
    rules = shipped("callback_controller")
    person = contact(at("2026-11-23 10:00"))
    rung = []
    while person.next_at is not None:
        rung.append((clock(person.next_at)[-5:], ring_s(person, rules)))
        person = dial(person, rules, Result.NO_ANSWER)
    assert rung == [
        ("10:00", 20),
        ("10:20", 20),
        ("10:40", 20),
        ("11:00", 20),
        ("11:20", 20),
        ("12:20", 40),
        ("13:20", 40),
        ("14:20", 40),
    ]
    assert person.list == "недозвон"


def test_a_call_missed_on_friday_evening_waits_for_the_next_working_day() -> None:
    rules = replace(shipped("callback_controller"), is_test=True)
    missed_at = at("2026-11-20 19:30")
    refusal = may_dial(missed_at, contact(missed_at), rules)
    assert refusal is not None
    assert refusal.why is Why.OUTSIDE_WINDOW
    assert clock(refusal.until) == "2026-11-23 09:00"


def test_a_debtor_is_called_once_a_day_and_twice_in_seven() -> None:
    rules = replace(
        shipped("payment_reminder"), is_test=True, numbers=NumberOrder.IN_TURN
    )
    debtor = contact(at("2026-11-23 08:00"))
    assert moments(debtor, rules, repeat(Result.NO_ANSWER)) == [
        "2026-11-23 08:00",
        "2026-11-24 08:00",
        "недозвон",
    ]
    twice = dial(dial(debtor, rules, Result.NO_ANSWER), rules, Result.BUSY)
    anew = replace(twice, next_at=at("2026-11-25 10:00"), finished_at=None)
    refusal = may_dial(at("2026-11-25 10:00"), anew, rules)
    assert refusal is not None
    assert refusal.why is Why.CAP_WEEK
    assert clock(refusal.until) == "2026-11-30 08:00"


def test_an_unanswered_reminder_of_a_meeting_becomes_a_task() -> None:
    person = contact(at("2026-11-23 10:00"))
    after = dial(person, shipped("appointment"), Result.NO_ANSWER)
    assert after.list == "перезвонить"


def test_no_campaign_starts_without_consent_contract_and_label_but_a_test() -> None:
    now = at("2026-11-23 10:00")
    rules = shipped("credit_lead")
    refusal = may_dial(now, contact(now), rules)
    assert refusal is not None
    assert refusal.why is Why.NO_CONSENT
    assert may_dial(now, contact(now), replace(rules, is_test=True)) is None
