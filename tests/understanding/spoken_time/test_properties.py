"""What holds for every text and every now."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from voicebot.understanding.spoken_time.moment import (
    After,
    At,
    Day,
    SpokenTime,
    Window,
)
from voicebot.understanding.spoken_time.reader import find_time
from voicebot.understanding.spoken_time.word_forms import word_set

MOSCOW = ZoneInfo("Europe/Moscow")

WORDS = sorted(
    word_set(
        "через в во на к с до после по между и или нет лучше не раньше позже час часа часов "
        "часу полчаса минут минуты день дня дней неделю недели месяц год один два две три "
        "четыре пять шести семь восьми девять десять двенадцать пятнадцать двадцать тридцать "
        "тридцати пятого двадцатого первого тридцать первого полпятого половине без четверти "
        "утра утром днём дня вечера вечером ночи ночью обеда сегодня завтра послезавтра вчера "
        "понедельник среду пятницу выходных следующей этой неделе начале конце марта февраля "
        "числа занят могу звоните перезвоните давайте сейчас ой точнее 10 20 15:30 20.03 "
        "31.12.2026 24 00 09 20-го 29.02 полтора пару несколько ближе другой ближайшие время "
        "это полночь полдень течение ещё дайте"
    )
)

nows = st.datetimes(
    min_value=datetime.fromisoformat("2000-01-01"),
    max_value=datetime.fromisoformat("2090-01-01"),
    timezones=st.sampled_from(
        [MOSCOW, ZoneInfo("Asia/Kamchatka"), ZoneInfo("Europe/Kaliningrad")]
    ),
)
utterances = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def moments(found: SpokenTime) -> list[datetime]:
    match found:
        case At(value=value):
            return [value]
        case After(start=start):
            return [start]
        case Window(start=start, end=end):
            return [start, end]
        case Day():
            return []


@given(st.text(), nows)
@example("0𗀀", datetime(2026, 1, 31, 23, 59, 59, tzinfo=MOSCOW))
def test_any_text_is_read_without_an_error_and_always_alike(
    text: str, now: datetime
) -> None:
    assert find_time(text, now) == find_time(text, now)


@given(utterances, nows)
@example("через месяц", datetime(2026, 1, 31, 23, 59, 59, tzinfo=MOSCOW))
@example("в полночь", datetime(2026, 12, 31, 23, 50, tzinfo=MOSCOW))
@example("полночь днём 00", datetime(2026, 1, 31, 23, 59, 59, tzinfo=MOSCOW))
def test_what_is_found_lies_ahead_in_the_zone_of_now(text: str, now: datetime) -> None:
    found = find_time(text, now)
    if found is None:
        return
    for moment in moments(found):
        assert moment.tzinfo is now.tzinfo
    match found:
        case At(value=value):
            assert value > now
        case After(start=start):
            assert start >= now
        case Window(start=start, end=end):
            assert start < end
            assert end > now
        case Day(value=day):
            assert day >= now.date()


garbled = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(["", "а", "ть", "ис"])).map(
        "".join
    ),
    max_size=20,
).map(" ".join)

LONGEST_S = 0.02
"""Words of no dictionary are compared with whole phrases as well, in some 10 ms."""
TRIES = 5
BUSY_MACHINE = 2
"""How much longer it may take where other work runs on the same cores."""


@settings(deadline=None)
@given(garbled, st.lists(garbled, max_size=3), nows)
def test_no_utterance_takes_longer_than_understanding_may(
    text: str, others: list[str], now: datetime
) -> None:
    tries_s = []
    for turned in range(TRIES):  # other words each time: nothing is remembered
        words = text.split()
        said = " ".join((*words[turned:], *words[:turned], "ещё" * turned))
        began_s = time.thread_time()
        find_time(said, now, alternatives=others)
        tries_s.append(time.thread_time() - began_s)
    assert min(tries_s) < LONGEST_S * BUSY_MACHINE


@given(garbled, nows, nows)
def test_what_is_found_beside_an_agreed_moment_lies_ahead(
    text: str, now: datetime, kept: datetime
) -> None:
    found = find_time(text, now, kept=kept.astimezone(now.tzinfo), is_awaited=True)
    if found is not None and not isinstance(found, Day):
        assert moments(found)[-1] > now


@given(utterances, nows)
def test_a_wait_says_how_many_minutes_it_is(text: str, now: datetime) -> None:
    found = find_time(text, now)
    if isinstance(found, At) and found.relative_min is not None:
        assert found.value - now == timedelta(minutes=found.relative_min)


ONE_TIME = st.sampled_from(
    [
        "в три",
        "в девять",
        "в десять",
        "часа в два",
        "к шести вечера",
        "в 15:30",
        "утром",
        "днём",
        "вечером",
        "после обеда",
        "после шести",
        "до семи",
        "с двух до четырёх",
        "с девяти до десяти",
        "завтра",
        "завтра в десять",
        "послезавтра вечером",
        "в среду",
        "в пятницу утром",
        "двадцатого",
        "тридцать первого",
        "первого марта",
        "29.02",
        "через час",
        "через неделю",
        "через месяц",
        "на следующей неделе",
        "в начале недели",
        "в конце недели",
        "на выходных",
        "в полночь",
        "на этой неделе",
        "в апреле",
        "в конце месяца",
        "в следующую пятницу",
    ]
)


@given(ONE_TIME, nows, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_the_same_words_said_later_never_mean_an_earlier_time(
    text: str, now: datetime, later: timedelta
) -> None:
    then = (now.astimezone(UTC) + later).astimezone(now.tzinfo)
    first, second = find_time(text, now), find_time(text, then)
    assert first is not None
    assert second is not None
    assert _latest(first, now) <= _latest(second, then)


def _latest(found: SpokenTime, now: datetime) -> float:
    if isinstance(found, Day):
        end = datetime.combine(found.value, datetime.max.time(), now.tzinfo)
        return end.timestamp()
    return moments(found)[-1].timestamp()


def test_a_now_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        find_time("завтра", datetime(2026, 3, 11, 11, 20))  # noqa: DTZ001 - the point
