"""Case 3: a cold base is cleaned: who lives, who is interested, who wants news."""

from datetime import timedelta

from tests.campaign_cases.case import on
from tests.campaign_cases.conftest import NewCase
from tests.campaign_cases.people import in_turn, never, says
from voicebot.campaign.attempt import AttemptResult

MONDAY = on("23.11 10:00")
WEEK_END = on("29.11 23:00")
ONE, TWO, THREE, FOUR = (f"+791612345{n:02}" for n in range(4))


def row(number: str) -> dict[str, str]:
    return {"Телефон": number, "client_name": "Анна"}


def test_out_of_reach_three_times_in_a_row_within_a_day_leaves_the_base(
    new_case: NewCase,
) -> None:
    case = new_case("base_refresh")
    kinds = {
        ONE: never(AttemptResult.UNAVAILABLE),
        # What rings in between starts the count anew: three more in a row, next day.
        TWO: in_turn(
            AttemptResult.UNAVAILABLE,
            AttemptResult.BUSY,
            AttemptResult.UNAVAILABLE,
        ),
    }
    case.begin([row(number) for number in kinds], MONDAY)
    case.dial(kinds, begins=MONDAY, until=WEEK_END)
    assert case.story(ONE).times == ["23.11 10:00", "23.11 13:00", "23.11 16:00"]
    results = [made.result.value for made in case.story(TWO).attempts]
    assert results[-3:] == ["unavailable"] * 3
    assert len({time[:5] for time in case.story(TWO).times[-3:]}) == 1
    assert case.lists() == {"недоступен": 2}


def test_not_picked_up_three_times_a_message_is_owed_and_two_calls_follow_next_day(
    new_case: NewCase,
) -> None:
    case = new_case("base_refresh")
    case.begin([row(ONE)], MONDAY)
    silent = {ONE: never(AttemptResult.NO_ANSWER)}
    case.dial(silent, begins=MONDAY, until=on("23.11 23:00"))
    evening = case.story(ONE)
    assert evening.times == ["23.11 10:00", "23.11 13:00", "23.11 16:00"]
    assert evening.state.owed_messages == ("offer",)
    assert evening.state.next_at == on("24.11 09:00")
    case.dial(silent, begins=on("24.11 08:00"), until=WEEK_END)
    story = case.story(ONE)
    assert story.times[3:] == ["24.11 09:00", "24.11 13:00"]
    assert (story.state.list, story.state.finished_at) == (
        "неинтересно",
        on("24.11 13:00"),
    )


def test_answers_go_to_three_lists_and_who_is_not_interested_is_called_in_a_year(
    new_case: NewCase,
) -> None:
    case = new_case("base_refresh")
    kinds = {
        ONE: says("интересно"),
        TWO: says("неинтересно"),
        THREE: says("информируйте об акциях"),
        FOUR: says("3"),
    }
    case.begin([row(number) for number in kinds], MONDAY)
    case.dial(kinds, begins=MONDAY, until=WEEK_END)
    assert case.lists() == {"рассылка": 2, "интересно": 1, "неинтересно": 1}
    again = case.story(TWO).state
    assert again.next_at == MONDAY + timedelta(days=365)
    assert again.finished_at is None
    assert case.story(ONE).state.next_at is None
