"""Times put into words by a speaker of our own, and read back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.understanding.spoken_time.speaker import (
    spoken_clock,
    spoken_colloquially,
    spoken_date,
    spoken_wait,
)
from voicebot.understanding.spoken_time.moment import At, Day, Window
from voicebot.understanding.spoken_time.reader import find_time

NOW = datetime(2026, 3, 11, 11, 20, tzinfo=ZoneInfo("Europe/Moscow"))
MIDNIGHT = NOW.replace(hour=0, minute=0)

hours = st.integers(0, 23)
minutes = st.integers(0, 59)
days_ahead = st.integers(0, 364)


def tomorrow_at(hour: int, minute: int = 0) -> datetime:
    return MIDNIGHT + timedelta(days=1, hours=hour, minutes=minute)


@given(st.integers(13, 23), minutes)
def test_a_time_of_the_24_hour_clock_is_read_back(hour: int, minute: int) -> None:
    assume(minute != hour + 1)  # «тринадцать четырнадцать» is a guess of two hours
    said = f"завтра в {spoken_clock(hour, minute)}"
    assert find_time(said, NOW) == At(value=tomorrow_at(hour, minute))


@given(hours, minutes)
def test_digits_as_recognizers_write_them_are_read_back(hour: int, minute: int) -> None:
    said = f"завтра в {hour:02}:{minute:02}"
    assert find_time(said, NOW) == At(value=tomorrow_at(hour, minute))


@given(st.integers(13, 19), st.integers(1, 59))
def test_a_time_told_by_the_coming_hour_is_read_back(hour: int, minute: int) -> None:
    said = f"завтра {spoken_colloquially(hour, minute)}"
    assert find_time(said, NOW) == At(value=tomorrow_at(hour, minute))


@given(st.integers(5, 72 * 60))
def test_a_wait_is_read_back(minutes: int) -> None:
    expected = At(value=NOW + timedelta(minutes=minutes), relative_min=minutes)
    assert find_time(f"через {spoken_wait(minutes)}", NOW) == expected


@given(days_ahead)
def test_a_date_is_read_back(days: int) -> None:
    day = (NOW + timedelta(days=days)).date()
    assert find_time(f"позвоните {spoken_date(day)}", NOW) == Day(value=day)


@given(days_ahead.filter(bool), st.integers(13, 23), minutes)
def test_a_date_and_an_hour_are_read_back_in_either_order(
    days: int, hour: int, minute: int
) -> None:
    assume(minute != hour + 1)
    moment = MIDNIGHT + timedelta(days=days, hours=hour, minutes=minute)
    # «тринадцать двадцать первого»: at one on the 21st, as likely as 13:20 on the 1st.
    assume(not (minute in (20, 30) and moment.day < 10))
    day, clock = spoken_date(moment.date()), spoken_clock(hour, minute)
    assert find_time(f"{day} в {clock}", NOW) == At(value=moment)
    assert find_time(f"в {clock} {day}", NOW) == At(value=moment)


@given(st.integers(13, 21), st.integers(1, 3))
def test_a_window_is_read_back(hour: int, length: int) -> None:
    start = spoken_clock(hour, 0, case="genitive")
    end = spoken_clock(min(hour + length, 23), 0, case="genitive")
    expected = Window(start=tomorrow_at(hour), end=tomorrow_at(min(hour + length, 23)))
    assert find_time(f"завтра с {start} до {end}", NOW) == expected
