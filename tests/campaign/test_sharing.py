"""Who gets the next line: shares, urgency, budgets, and an even pace."""

import math
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.campaign.campaigning import at
from voicebot.campaign.budget import Budget
from voicebot.campaign.pace import Pace
from voicebot.campaign.sharing import Contender, Grant, Sharing, TrunkRoom

NOON = at("2026-11-23 12:00")
PROMISED, PLAIN = 0, 1


def contender(number: int, *, live: int = 0, **named: object) -> Contender:
    known = {"urgency": PLAIN, "waited_s": math.inf} | named
    return Contender(campaign_id=number, live=live, **known)  # type: ignore[arg-type]  # drawn by name


def sharing(*contenders: Contender, lines: int | None = None) -> Sharing:
    return Sharing(contenders=contenders, trunks=(TrunkRoom(name="main", lines=lines),))


def grants(asked: Sharing, now: datetime = NOON) -> list[Grant]:
    """Until no line is given any more, a hundred at most."""
    found: list[Grant] = []
    while (grant := asked.next_grant(now)) is not None and len(found) < 100:
        found.append(grant)
        asked = asked.given(grant)
    return found


def lines_of(given_to: list[Grant]) -> dict[int, int]:
    return dict(Counter(grant.campaign_id for grant in given_to))


def test_lines_are_shared_alike_where_nobody_asks_for_more() -> None:
    assert lines_of(grants(sharing(contender(1), contender(2), lines=8))) == {
        1: 4,
        2: 4,
    }


def test_a_share_of_three_gets_three_lines_for_each_of_one() -> None:
    big = contender(1, budget=Budget(share=3))
    assert lines_of(grants(sharing(big, contender(2), lines=8))) == {1: 6, 2: 2}


def test_what_one_cannot_use_goes_to_the_others() -> None:
    small = contender(1, budget=Budget(lines=1))
    assert lines_of(grants(sharing(small, contender(2), lines=8))) == {1: 1, 2: 7}


def test_lines_that_a_campaign_holds_already_count() -> None:
    asked = sharing(contender(1, live=4), contender(2), lines=4)
    assert lines_of(grants(asked)) == {2: 4}


def test_a_promise_goes_before_every_share() -> None:
    promised = contender(1, live=50, urgency=PROMISED)
    asked = sharing(promised, contender(2, budget=Budget(share=100)), lines=1)
    assert lines_of(grants(asked)) == {1: 1}


def test_a_single_line_goes_round_by_shares() -> None:
    """One call a second on one line: the other's turn comes, and by its share."""
    served = {1: -math.inf, 2: -math.inf}
    shares = {1: 3, 2: 1}
    turns: list[int] = []
    for second in range(40):
        asked = sharing(
            *(
                contender(
                    n, waited_s=second - served[n], budget=Budget(share=shares[n])
                )
                for n in served
            ),
            lines=1,
        )
        (grant,) = grants(asked)
        served[grant.campaign_id] = second
        turns.append(grant.campaign_id)
    assert 2 * turns.count(2) < turns.count(1) < 4 * turns.count(2)


def test_a_campaign_dials_by_its_own_trunks_the_preferred_one_first() -> None:
    rooms = tuple(TrunkRoom(name=name, lines=2) for name in ("a", "b", "c"))
    own = contender(1, budget=Budget(trunks=("c", "a")))
    asked = Sharing(contenders=(own,), trunks=rooms)
    assert [grant.trunk for grant in grants(asked)] == ["c", "c", "a", "a"]


def test_without_its_trunk_a_campaign_waits_and_others_dial() -> None:
    elsewhere = contender(1, budget=Budget(trunks=("gone",)))
    assert lines_of(grants(sharing(elsewhere, contender(2), lines=2))) == {2: 2}


def test_calls_begin_as_far_apart_as_the_campaigns_pace_says() -> None:
    paced = contender(1, pace=Pace(calls_per_s=4, free_at=NOON))
    found = grants(sharing(paced))
    waits = [(grant.dial_at - NOON).total_seconds() for grant in found]
    assert waits == [0.0, 0.25, 0.5, 0.75, 1.0]


def test_campaigns_keep_a_trunks_pace_together() -> None:
    room = TrunkRoom(name="main", pace=Pace(calls_per_s=2))
    asked = Sharing(contenders=(contender(1), contender(2)), trunks=(room,))
    found = grants(asked)
    assert lines_of(found) == {1: 2, 2: 1}
    assert [(g.dial_at - NOON).total_seconds() for g in found] == [0.0, 0.5, 1.0]


def test_a_pace_slower_than_one_a_second_lets_nobody_in_between() -> None:
    soon = Pace(calls_per_s=0.1, free_at=NOON + timedelta(seconds=5))
    asked = sharing(contender(1, pace=soon))
    assert grants(asked) == []
    later = grants(asked, NOON + timedelta(seconds=4))
    assert [grant.dial_at for grant in later] == [NOON + timedelta(seconds=5)]


def test_whoever_has_nobody_left_is_passed_over() -> None:
    asked = sharing(contender(1), contender(2), lines=2).without(1)
    assert lines_of(grants(asked)) == {2: 2}


budgets = st.builds(
    Budget,
    lines=st.none() | st.integers(1, 5),
    share=st.integers(1, 5),
    calls_per_s=st.none(),
    trunks=st.lists(st.sampled_from(["a", "b"]), unique=True).map(tuple),
)


@given(
    st.lists(st.tuples(budgets, st.integers(0, 4), st.integers(0, 2)), max_size=5),
    st.integers(0, 6),
    st.integers(0, 6),
)
def test_no_budget_is_ever_broken_and_no_usable_line_stays_free(
    campaigns: list[tuple[Budget, int, int]], room_a: int, room_b: int
) -> None:
    everybody = tuple(
        contender(number, live=live, budget=budget, urgency=urgency)
        for number, (budget, live, urgency) in enumerate(campaigns)
    )
    rooms = (TrunkRoom(name="a", lines=room_a), TrunkRoom(name="b", lines=room_b))
    asked = Sharing(contenders=everybody, trunks=rooms)
    for grant in grants(asked):
        asked = asked.given(grant)
    left = {room.name: room.lines or 0 for room in asked.trunks}
    assert min(left.values()) >= 0
    for before, after in zip(everybody, asked.contenders, strict=True):
        most = after.budget.lines
        assert most is None or after.live <= max(most, before.live)
        usable = sum(left[name] for name in after.budget.trunks or ("a", "b"))
        assert not (usable and (most is None or after.live < most))


@given(st.integers(0, 4), st.integers(0, 4))
def test_who_holds_more_for_the_same_share_never_comes_first(
    one: int, other: int
) -> None:
    first, second = contender(1, live=one), contender(2, live=other)
    (grant,) = grants(sharing(first, second, lines=1))
    assert grant.campaign_id == (2 if other < one else 1)
    assert replace(first, live=other).turn < second.turn
