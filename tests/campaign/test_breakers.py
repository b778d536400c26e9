"""A campaign stops itself when its calls change, and for no other reason."""

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.campaign.campaigning import NUMBER, Result, at
from voicebot.campaign.attempt import Attempt
from voicebot.campaign.breakers import SURPRISE, Breakers, surprise, tripped
from voicebot.campaign.call_shares import CallShares, Measure, Share, shares_of
from voicebot.campaign.trip import Trip

NOON = at("2026-11-23 12:00")
UNKNOWN = CallShares()
EVERY = Breakers()


def call(letter: str) -> Attempt:
    """`.` a talk, `f` failed, `m` a machine, `n` not picked up, `?` a talk of which half
    was not understood, `i` the person hung up at once, `l` later."""
    result = {"f": Result.FAILED, "m": Result.MACHINE, "n": Result.NO_ANSWER}
    return Attempt(
        at=NOON,
        phone=NUMBER,
        result=result.get(letter, Result.ANSWERED),
        talked_s=1.5 if letter == "i" else 40.0,
        turns=0 if letter == "i" else 4,
        no_matches=2 if letter == "?" else 0,
        hung_up=letter in "il",
    )


def calls(drawn: str) -> list[Attempt]:
    return [call(letter) for letter in drawn]


def trip(drawn: str, usually: str = "", breakers: Breakers = EVERY) -> Trip | None:
    return tripped(calls(drawn), shares_of(calls(usually)), breakers)


def measure(found: Trip | None) -> Measure | None:
    return None if found is None else found.measure


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("." * 100, None),
        ("nnn.nnnm.n" * 20, None),
        ("f" * 25, Measure.FAILED),
        ("f.f." * 10, Measure.FAILED),
        ("f" * 19, None),
        ("mmm." * 25, Measure.MACHINE),
        ("i" * 40, Measure.INSTANT_HANG_UP),
        ("l" * 100, None),
        ("?" * 100, Measure.NO_MATCH),
    ],
)
def test_what_stops_a_campaign_of_which_nothing_is_known(
    drawn: str, expected: Measure | None
) -> None:
    assert measure(trip(drawn)) is expected


def test_a_fault_after_a_good_day_is_seen_within_a_few_calls() -> None:
    drawn = "." * 200 + "f" * 10
    first = next(n for n in range(201, 211) if trip(drawn[:n]) is not None)
    assert first <= 210


def test_what_is_usual_for_a_campaign_stops_it_not() -> None:
    companies = "mm." * 300
    assert trip("mm." * 60, companies) is None
    assert measure(trip("mm." * 60)) is Measure.MACHINE


def test_failures_are_too_many_however_usual_they_have_become() -> None:
    assert measure(trip("f" * 50, "f" * 30 + "." * 970)) is Measure.FAILED


@pytest.mark.parametrize("name", Measure)
def test_each_may_be_switched_off(name: Measure) -> None:
    drawn = {"failed": "f", "no_match": "?", "machine": "m", "instant_hang_up": "i"}
    assert measure(trip(drawn[name] * 100)) is name
    switched_off: dict[str, Any] = {name.value: None}
    off = Breakers(**switched_off)
    assert measure(trip(drawn[name] * 100, breakers=off)) is not name


@pytest.mark.parametrize("name", Measure)
def test_the_sentence_tells_what_was_seen(
    name: Measure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICEBOT_LANG", "en")
    told = Trip(measure=name, seen=Share(count=30, of=40), usual=0.1).sentence
    assert told.startswith("75% of ")
    assert "40" in told
    assert "10%" in told
    assert "resume" in told


SHARES = {"f": 0.02, "m": 0.12, "n": 0.5, "?": 0.08, "i": 0.04, ".": 0.24}


def campaign(seed: int, count: int, **more: float) -> list[Attempt]:
    """Drawn calls; `more` weighs letters otherwise."""
    weights = SHARES | more
    drawn = random.Random(seed).choices(list(weights), list(weights.values()), k=count)
    return calls("".join(drawn))


def first_trip(attempts: Sequence[Attempt]) -> int | None:
    """After how many calls the campaign stops, looked at every tenth."""
    for seen in range(20, len(attempts), 10):
        usual = shares_of(attempts[max(0, seen - 1200) : max(0, seen - 200)])
        if tripped(attempts[max(0, seen - 200) : seen], usual, EVERY):
            return seen
    return None


@pytest.mark.parametrize("seed", range(3))
def test_no_usual_campaign_is_ever_stopped(seed: int) -> None:
    assert first_trip(campaign(seed, 2000)) is None


@pytest.mark.parametrize(("letter", "share"), [("f", 2.0), ("m", 2.0), ("i", 2.0)])
@pytest.mark.parametrize("seed", range(3))
def test_a_fault_is_found_within_a_hundred_calls(
    letter: str, share: float, seed: int
) -> None:
    good = campaign(seed, 600)
    bad = campaign(seed, 300, **{letter: share})
    found = first_trip([*good, *bad])
    assert found is not None
    assert 600 < found <= 700


@given(st.integers(1, 400), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_more_of_the_same_is_never_less_surprising(
    of: int, value: float, usual: float
) -> None:
    once = surprise(Share(count=value * of, of=of), usual)
    twice = surprise(Share(count=value * of * 2, of=of * 2), usual)
    assert twice >= once >= 0.0


def test_a_surprise_is_a_bound_of_chance() -> None:
    """By drawing: shares that this rules out once in a thousand come no more often."""
    drawer = random.Random(7)
    usual, of, looks = 0.2, 50, 5_000
    counts = (sum(drawer.random() < usual for _ in range(of)) for _ in range(looks))
    shares = (Share(count=count, of=of) for count in counts)
    found = sum(surprise(share, usual) >= SURPRISE / 2 for share in shares)
    assert found / looks <= 0.001
