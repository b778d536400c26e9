"""The next moment is the very first that is allowed, by looking at every minute."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.call_law import LAW_CAPS, OFFSET_H, Limits, breaches, is_open
from benchmarks.dialled_lives import narrower, rules_within
from tests.campaign.campaigning import at, clock, contact, every_minute, rules
from voicebot.campaign.dialling import may_dial, next_moment
from voicebot.campaign.rules import HouseRules
from voicebot.campaign.state import PhoneRecord
from voicebot.campaign.tally import Tally
from voicebot.campaign.window import week_window

SEARCHED_DAYS = 45
LAWS = st.lists(
    st.sampled_from(["ru_default", "ru_debt_230fz", "business_hours"]),
    min_size=1,
    max_size=2,
    unique=True,
)
CAPS = st.dictionaries(
    st.sampled_from(["day", "rolling_24h", "week", "month", "lifetime"]),
    st.integers(0, 4),
    max_size=2,
)
MINUTES = st.integers(0, 700 * 24 * 60)
AGO = st.lists(st.integers(1, 40 * 24 * 60), max_size=6)
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@settings(max_examples=20, deadline=None)
@given(
    minute=MINUTES,
    laws=LAWS,
    own=st.sampled_from([None, (10, 19), (12, 13)]),
    caps=CAPS,
    zones=st.lists(st.sampled_from(sorted(OFFSET_H)), min_size=1, max_size=3),
    ago=AGO,
)
def test_it_is_the_first_minute_that_the_judge_allows(
    minute: int,
    laws: list[str],
    own: tuple[int, int] | None,
    caps: dict[str, int],
    zones: list[str],
    ago: list[int],
) -> None:
    now = BEGINNING + timedelta(minutes=minute)
    by_law = [LAW_CAPS.get(law, {}) for law in laws]
    limits = Limits(laws=laws, own=own, contact={}, phone=narrower([caps, *by_law]))
    made = sorted(now - timedelta(minutes=each) for each in ago)
    record = PhoneRecord(dialled=Tally(recent=tuple(made)))
    state = contact(now, zones=tuple(zones))
    found = next_moment(now, state, rules_within(limits), record)
    expected = every_minute(
        now,
        SEARCHED_DAYS if found is None or found - now > timedelta(days=20) else 21,
        lambda moment: (
            all(is_open(moment, zone, limits) for zone in zones)
            and not breaches(moment, zones, limits, [], made)
        ),
    )
    assert found == expected


@pytest.mark.parametrize(
    ("now", "zones", "first"),
    [
        ("2026-11-23 10:00", ("Europe/Moscow",), "2026-11-23 10:00"),
        ("2026-11-23 20:00", ("Europe/Moscow",), "2026-11-24 09:00"),
        ("2026-11-23 08:59", ("Europe/Moscow",), "2026-11-23 09:00"),
        ("2026-11-23 16:00", ("Asia/Vladivostok",), "2026-11-24 02:00"),
        (
            "2026-11-23 12:00",
            ("Europe/Kaliningrad", "Asia/Kamchatka"),
            "2026-11-24 10:00",
        ),
        (
            "2026-11-23 10:59",
            ("Europe/Kaliningrad", "Asia/Kamchatka"),
            "2026-11-23 10:59",
        ),
    ],
)
def test_it_is_told_by_the_clocks_of_all_zones(
    now: str, zones: tuple[str, ...], first: str
) -> None:
    state = contact(at(now), zones=zones)
    assert clock(next_moment(at(now), state, rules(""))) == first


def test_a_window_that_opens_in_no_common_hour_never_opens() -> None:
    now = at("2026-11-23 10:00")
    state = contact(now, zones=("Europe/Kaliningrad", "Asia/Kamchatka"))
    late = rules("window: 15:00-20:00\n")
    assert next_moment(now, state, late) is None


def test_business_hours_pass_over_the_days_off_of_new_year() -> None:
    state = contact(at("2026-12-30 18:30"))
    business = rules("laws: [business_hours]\n")
    # 31 December 2026 is off by decree, and 1-8 January by law
    found = next_moment(at("2026-12-30 18:30"), state, business)
    assert clock(found) == "2027-01-11 09:00"


def test_a_house_may_have_days_off_hours_and_caps_of_its_own() -> None:
    now = at("2026-11-23 10:00")
    record = PhoneRecord(dialled=Tally(recent=(now - timedelta(hours=1),)))
    capped = HouseRules(caps=rules("caps: {phone: {day: 1}}\n").caps_per_phone)
    refusal = may_dial(now, contact(now), rules(""), record, capped)
    assert refusal is not None
    assert clock(refusal.until) == "2026-11-24 09:00"
    shut = HouseRules(window=week_window(None, None, None))
    assert next_moment(now, contact(now), rules(""), house=shut) is None


def test_days_of_a_contact_whose_zone_has_summer_time_follow_its_clock() -> None:
    state = contact(at("2026-03-28 21:00", "Europe/Berlin"), zones=("Europe/Berlin",))
    found = next_moment(at("2026-03-28 21:00", "Europe/Berlin"), state, rules(""))
    assert found == datetime(2026, 3, 29, 7, tzinfo=UTC)


def test_nobody_is_dialled_before_the_plan_or_the_promise_says() -> None:
    planned = contact(at("2026-11-23 15:00"))
    assert next_moment(at("2026-11-23 10:00"), planned, rules("")) == planned.next_at
