from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenario.talking import NOW
from voicebot.scenario.callback_moment import (
    CALLS_FROM,
    CALLS_UNTIL,
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
