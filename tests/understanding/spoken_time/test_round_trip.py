"""Times put into words by a speaker of our own, and read back."""

from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.understanding.spoken_time.calendar_now import NOW
from tests.understanding.spoken_time.speaker import (
    HOURS_GENITIVE,
    number,
    spoken_clock,
    spoken_colloquially,
    spoken_date,
    spoken_wait,
)
from voicebot.understanding.spoken_time.moment import After, At, Day, Window
from voicebot.understanding.spoken_time.reader import find_time

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


PARTS = st.sampled_from(
    [("утра", 9, 11), ("дня", 12, 16), ("вечера", 17, 21)],
)


@given(PARTS, st.data())
def test_an_hour_with_its_part_of_the_day_is_read_back_in_any_words(
    part: tuple[str, int, int], draw: st.DataObject
) -> None:
    words, first, last = part
    hour = draw.draw(st.integers(first, last))
    said = number((hour - 1) % 12 + 1)
    for form in (
        f"завтра в {said} {words}",
        f"завтра часов в {said} {words}",
        f"в {said} {words} завтра",
        f"давайте ровно в {said} {words}, завтра",
        f"завтра не в полдень, а в {said} {words}",
    ):
        assert find_time(form, NOW) == At(value=tomorrow_at(hour)), form


@given(st.integers(13, 19), st.sampled_from([15, 30, 45]))
def test_halves_and_quarters_are_read_back(hour: int, minute: int) -> None:
    coming = HOURS_GENITIVE[hour % 12]
    ways = {
        15: [
            f"в четверть {coming}",
            f"в пятнадцать минут {coming}",
            f"минут пятнадцать {coming}",
        ],
        30: [f"в половине {coming}", f"в пол{coming}", f"к половине {coming}"],
        45: [
            f"без четверти {number(hour % 12 + 1)}",
            f"без пятнадцати {number(hour % 12 + 1)}",
            f"в три четверти {coming}",
        ],
    }
    for form in ways[minute]:
        assert find_time(f"завтра {form}", NOW) == At(
            value=tomorrow_at(hour, minute)
        ), form


@given(st.integers(13, 19))
def test_bounds_are_read_back(hour: int) -> None:
    said = number(hour % 12, "genitive")
    for form in (f"после {said}", f"не раньше {said}", f"начиная с {said}"):
        assert find_time(f"завтра {form}", NOW) == After(start=tomorrow_at(hour)), form
    for form in (f"до {said}", f"не позже {said}"):
        found = find_time(f"завтра {form}", NOW)
        assert isinstance(found, Window)
        assert found.end == tomorrow_at(hour)


@given(days_ahead.filter(bool), st.integers(13, 19))
def test_an_hour_alone_is_read_on_the_day_that_was_agreed(days: int, hour: int) -> None:
    agreed = NOW + timedelta(days=days)
    found = find_time(f"нет, лучше в {number(hour)} часов", NOW, kept=agreed)
    assert found == At(value=agreed.replace(hour=hour, minute=0))


HOLIDAYS = st.sampled_from(
    [
        ("после нового года", (1, 8)),
        ("после новогодних каникул", (1, 8)),
        ("после майских", (5, 9)),
        ("после майских праздников", (5, 9)),
        ("сразу после дня победы", (5, 9)),
        ("после июньских праздников", (6, 12)),
    ]
)


@given(HOLIDAYS, days_ahead)
def test_after_holidays_is_the_first_working_day(
    named: tuple[str, tuple[int, int]], days: int
) -> None:
    said, (month, day) = named
    now = NOW + timedelta(days=days)
    found = find_time(f"давайте {said}", now)
    assert isinstance(found, Day)
    last = found.value.replace(month=month, day=day)
    assert found.value > now.date()
    assert last < found.value <= last + timedelta(days=4)
    assert found.value.weekday() < 5


@given(st.integers(10, 59))
def test_a_wait_is_read_back_whatever_comes_first(minutes: int) -> None:
    said = number(minutes)
    expected = At(value=NOW + timedelta(minutes=minutes), relative_min=minutes)
    for form in (
        f"минут через {said}",
        f"позвоните минут на {said} попозже",
        f"дайте мне минут {said}",
        f"минут {said} мне ещё надо",
    ):
        assert find_time(form, NOW) == expected, form


@given(st.integers(9, 11), st.integers(12, 18))
def test_what_somebody_is_at_ends_before_the_call(start: int, end: int) -> None:
    until = number((end - 1) % 12 + 1, "genitive") if end != 13 else "часа"
    for form in (
        f"завтра я на тренировке до {until}",
        f"завтра у меня собрание до {until}",
        f"завтра я занят до {until}",
    ):
        found = find_time(form, NOW.replace(hour=start))
        assert found == After(start=tomorrow_at(end)), form
