from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenario.talking import NOW
from voicebot.scenario.callback_moment import (
    CALLS_FROM,
    CALLS_UNTIL,
    CallWindow,
    Clash,
    ClashReason,
    agreed_moment,
    callback_moment,
)
from voicebot.understanding.spoken_time.moment import (
    After,
    At,
    Day,
    SpokenTime,
    Window,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}+03:00")


@pytest.mark.parametrize(
    ("spoken", "moment"),
    [
        (At(value=at("20T14:40"), relative_min=30), at("20T14:40")),
        (At(value=at("20T10:00")), at("21T10:00")),
        (At(value=at("20T22:30")), at("21T09:00")),
        (At(value=at("21T06:30")), at("21T09:00")),
        (At(value=at("20T20:00")), at("21T09:00")),
        (At(value=datetime(2026, 11, 20, 12, 0, tzinfo=UTC)), at("20T15:00")),
        (After(start=at("20T18:00")), at("20T18:00")),
        (After(start=at("20T12:00")), at("20T15:10")),
        (Window(start=at("20T17:00"), end=at("20T22:00")), at("20T17:00")),
        (Window(start=at("20T12:00"), end=at("20T18:00")), at("20T15:10")),
        (Window(start=at("20T14:00"), end=at("20T14:30")), at("20T14:20")),
        (Window(start=at("20T09:00"), end=at("20T12:00")), at("21T09:00")),
        (Window(start=at("23T00:00"), end=at("30T00:00")), at("23T10:00")),
        (Day(value=date(2026, 11, 21)), at("21T10:00")),
        (Day(value=date(2026, 11, 20)), at("20T15:10")),
        (Day(value=date(2026, 11, 1)), at("21T10:00")),
    ],
    ids=str,
)
def test_what_was_said_becomes_a_moment(spoken: SpokenTime, moment: datetime) -> None:
    assert callback_moment(spoken, NOW) == moment


MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001  # likewise
    timezones=st.sampled_from([NOW.tzinfo, UTC]),
)
SPOKEN: st.SearchStrategy[SpokenTime] = st.one_of(
    MOMENTS.map(lambda moment: At(value=moment)),
    MOMENTS.map(lambda moment: After(start=moment)),
    st.tuples(MOMENTS, st.timedeltas(timedelta(minutes=1), timedelta(days=9))).map(
        lambda pair: Window(start=pair[0], end=pair[0] + pair[1])
    ),
    MOMENTS.map(lambda moment: Day(value=moment.date())),
)


@given(spoken=SPOKEN, now=MOMENTS)
def test_it_is_ahead_within_the_call_window_and_in_the_contacts_zone(
    spoken: SpokenTime, now: datetime
) -> None:
    moment = callback_moment(spoken, now)
    assert moment > now
    assert CALLS_FROM <= moment.time() < CALLS_UNTIL
    assert moment.tzinfo == now.tzinfo


@pytest.mark.parametrize(
    ("spoken", "asked", "reason"),
    [
        (At(value=at("21T07:00")), at("21T07:00"), ClashReason.EARLY),
        (At(value=at("20T20:00")), at("20T20:00"), ClashReason.LATE),
        (After(start=at("20T21:00")), at("20T21:00"), ClashReason.LATE),
        (
            Window(start=at("20T22:00"), end=at("21T06:00")),
            at("20T22:00"),
            ClashReason.LATE,
        ),
    ],
    ids=str,
)
def test_a_time_outside_of_the_call_window_is_told(
    spoken: SpokenTime, asked: datetime, reason: ClashReason
) -> None:
    clash = agreed_moment(spoken, NOW)
    assert clash == Clash(asked=asked, offered=at("21T09:00"), reason=reason)
    assert callback_moment(spoken, NOW) == at("21T09:00")


@pytest.mark.parametrize(
    ("spoken", "moment"),
    [
        (Window(start=at("21T08:00"), end=at("21T10:00")), at("21T09:00")),
        (Day(value=date(2026, 11, 21)), at("21T10:00")),
        (After(start=at("20T19:30")), at("20T19:30")),
    ],
    ids=str,
)
def test_what_may_be_done_within_the_call_window_is_no_clash(
    spoken: SpokenTime, moment: datetime
) -> None:
    assert agreed_moment(spoken, NOW) == moment


def test_the_last_hour_before_closing_is_used() -> None:
    now = at("20T19:20")
    assert agreed_moment(Day(value=now.date()), now) == at("20T19:40")
    soon = Window(start=now, end=at("20T21:00"))
    assert agreed_moment(soon, now) == at("20T19:40")


def test_another_call_window_may_be_given() -> None:
    window = CallWindow(opens=time(11), closes=time(13, 30))
    early = At(value=at("21T10:59"))
    assert callback_moment(early, NOW, window) == at("21T11:00")
    late = agreed_moment(At(value=at("21T13:30")), NOW, window)
    assert isinstance(late, Clash)
    assert late.offered == at("22T11:00")


@given(spoken=SPOKEN, now=MOMENTS)
def test_a_moment_moves_exactly_where_a_clash_is_told(
    spoken: SpokenTime, now: datetime
) -> None:
    found = agreed_moment(spoken, now)
    if isinstance(found, Clash):
        assert CallWindow().clash(found.asked) is found.reason
        found = found.offered
    assert found == callback_moment(spoken, now)
