"""Words about a moment that the talk has come to already."""

from datetime import timedelta

import pytest

from tests.understanding.spoken_time.calendar_now import NOW
from tests.understanding.spoken_time.rendering import rendered
from voicebot.understanding.spoken_time.reader import find_time

TOMORROW_AT_FIVE = NOW.replace(day=12, hour=17, minute=0)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("нет, в шесть", "at 2026-03-12 18:00"),
        ("лучше в половине четвёртого", "at 2026-03-12 15:30"),
        ("нет, после шести", "after 2026-03-12 18:00"),
        ("давайте вечером", "2026-03-12 18:00 - 21:00"),
        ("нет, утром", "2026-03-12 09:00 - 12:00"),
        ("нет, с двух до трёх", "2026-03-12 14:00 - 15:00"),
        ("нет, в пятницу", "on 2026-03-13"),
        ("нет, сегодня в шесть", "at 2026-03-11 18:00"),
        ("через час", "at 2026-03-11 12:20 in 60"),
        ("на час позже", "at 2026-03-12 18:00"),
        ("минут на двадцать попозже", "at 2026-03-12 17:20"),
        ("на полчаса раньше", "at 2026-03-12 16:30"),
        ("на два дня позже", "at 2026-03-14 17:00"),
        ("да, верно", "nothing"),
    ],
)
def test_an_hour_alone_keeps_the_day_of_the_moment(said: str, means: str) -> None:
    assert rendered(find_time(said, NOW, kept=TOMORROW_AT_FIVE)) == means


def test_an_hour_that_is_over_on_that_day_is_the_next_one() -> None:
    kept = NOW + timedelta(hours=1)
    found = find_time("нет, в десять утра", NOW, kept=kept)
    assert rendered(found) == "at 2026-03-12 10:00"


def test_a_moment_is_not_moved_into_the_past() -> None:
    kept = NOW + timedelta(hours=1)
    assert find_time("на три часа раньше", NOW, kept=kept) is None
