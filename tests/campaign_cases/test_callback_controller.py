"""Case 6: who called in vain is called back: by one queue, then by a slower one."""

from tests.campaign_cases.case import on
from tests.campaign_cases.conftest import NewCase
from tests.campaign_cases.people import in_turn, never, says
from voicebot.campaign.attempt import AttemptResult

MONDAY = on("23.11 10:00")
WEEK_END = on("29.11 23:00")
ONE, TWO, THREE = (f"+791612345{n:02}" for n in range(3))


def row(number: str) -> dict[str, str]:
    return {"Телефон": number}


def test_five_short_calls_each_twenty_minutes_then_three_longer_ones_each_hour(
    new_case: NewCase,
) -> None:
    case = new_case("callback_controller")
    case.begin([row(ONE)], MONDAY)
    case.dial({ONE: never(AttemptResult.NO_ANSWER)}, begins=MONDAY, until=WEEK_END)
    story = case.story(ONE)
    first = ["23.11 10:00", "23.11 10:20", "23.11 10:40", "23.11 11:00", "23.11 11:20"]
    assert story.times == [*first, "23.11 12:20", "23.11 13:20", "23.11 14:20"]
    assert [made.rang_s for made in story.attempts] == [20.0] * 5 + [40.0] * 3
    assert case.lists() == {"недозвон": 1}


def test_missed_after_hours_waits_for_the_next_working_day(new_case: NewCase) -> None:
    case = new_case("callback_controller")
    friday_night = on("20.11 21:00")
    case.begin([row(ONE)], friday_night)
    case.dial({ONE: says("да")}, begins=friday_night, until=WEEK_END)
    assert case.story(ONE).times == ["23.11 09:00"]
    assert case.lists() == {"соединены": 1}


def test_a_customer_who_answers_is_joined_or_says_that_it_is_settled(
    new_case: NewCase,
) -> None:
    case = new_case("callback_controller")
    kinds = {
        ONE: says("да, я звонил"),
        TWO: says("нет"),
        THREE: in_turn(AttemptResult.BUSY, AttemptResult.ANSWERED, says="да"),
    }
    case.begin([row(number) for number in kinds], MONDAY)
    case.dial(kinds, begins=MONDAY, until=WEEK_END)
    assert case.lists() == {"соединены": 2, "вопрос снят": 1}
    assert case.story(THREE).times == ["23.11 10:00", "23.11 10:20"]
