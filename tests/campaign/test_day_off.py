"""Russian days off: fixed ones, moved ones, and those that a house adds."""

from datetime import date

import pytest

from benchmarks.call_law import DAYS_OFF
from voicebot.campaign.day_off import RUSSIAN_DAYS_OFF, DaysOff


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_library_knows_every_day_that_the_decrees_name(year: int) -> None:
    days = [
        date.fromordinal(each)
        for each in range(
            date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
        )
    ]
    assert [day for day in days if RUSSIAN_DAYS_OFF.hold(day)] == sorted(
        day for day in DAYS_OFF if day.year == year
    )


def test_a_moved_working_saturday_stays_a_saturday() -> None:
    assert not RUSSIAN_DAYS_OFF.hold(date(2027, 2, 20))
    assert date(2027, 2, 20).weekday() == 5


def test_a_house_adds_its_regions_days() -> None:
    uraza = date(2026, 3, 20)
    assert not RUSSIAN_DAYS_OFF.hold(uraza)
    assert DaysOff(extra=frozenset({uraza})).hold(uraza)
