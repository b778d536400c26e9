"""Twenty thousand drawn attempts break no window and no cap (a million: benchmarks.rules)."""

import random

import pytest

from benchmarks.call_law import Limits, breaches
from benchmarks.dialled_lives import dialled
from tests.campaign.campaigning import MOSCOW, at

LIMITS = Limits(
    laws=("ru_debt_230fz",), own=None, contact={"week": 2}, phone={"rolling_24h": 1}
)


@pytest.mark.parametrize("seed", range(4))
def test_no_attempt_is_outside_a_window_or_over_a_cap(seed: int) -> None:
    verdict = dialled(5_000, seed)
    assert verdict.attempts >= 5_000
    assert verdict.breaches == []


def test_whoever_waits_until_the_named_moment_is_not_refused_then() -> None:
    assert dialled(2_000, seed=100).refused_at_their_moment == 0


def test_every_life_ends_by_itself() -> None:
    assert dialled(2_000, seed=200).endless == 0


@pytest.mark.parametrize(
    ("moment", "zones", "found"),
    [
        ("2026-11-23 08:00", (MOSCOW,), []),
        ("2026-11-23 07:59", (MOSCOW,), ["window in Europe/Moscow"]),
        ("2026-11-23 22:00", (MOSCOW,), ["window in Europe/Moscow"]),
        (
            "2026-11-23 08:00",
            (MOSCOW, "Europe/Kaliningrad"),
            ["window in Europe/Kaliningrad"],
        ),
        ("2026-11-22 20:30", (MOSCOW,), ["window in Europe/Moscow"]),
        ("2026-11-04 08:30", (MOSCOW,), ["window in Europe/Moscow"]),
        ("2026-12-31 08:30", (MOSCOW,), ["window in Europe/Moscow"]),
    ],
)
def test_the_judge_knows_the_hours(
    moment: str, zones: tuple[str, ...], found: list[str]
) -> None:
    assert breaches(at(moment), zones, LIMITS, [], []) == found


def test_the_judge_knows_the_caps() -> None:
    made = [at("2026-11-17 12:00"), at("2026-11-19 12:00")]
    now = at("2026-11-23 12:00")
    assert breaches(now, [MOSCOW], LIMITS, made, []) == ["week of the contact"]
    later = at("2026-11-24 12:00")
    assert breaches(later, [MOSCOW], LIMITS, made, []) == []
    assert breaches(later, [MOSCOW], LIMITS, [], [now]) == []
    yesterday = [at("2026-11-23 12:01")]
    assert breaches(later, [MOSCOW], LIMITS, [], yesterday) == [
        "rolling_24h of the phone"
    ]


def test_lives_are_drawn_from_their_seed_alone() -> None:
    state = random.getstate()
    assert dialled(200, seed=7) == dialled(200, seed=7)
    assert random.getstate() == state
