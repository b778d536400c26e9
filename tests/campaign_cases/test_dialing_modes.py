"""Case 5: calls that end at an operator, and surveys that need none."""

from tests.campaign_cases.case import on
from tests.campaign_cases.conftest import NewCase
from tests.campaign_cases.people import answers, never, says
from voicebot.campaign.attempt import AttemptResult
from voicebot.simulator.outside import Outside

MONDAY = on("23.11 10:00")
SUNDAY = on("22.11 12:00")
WEEK_END = on("29.11 23:00")
NUMBERS = tuple(f"+791612345{n:02}" for n in range(8))
NO_AGENTS = Outside(agent_chance=0.0)


def row(number: str) -> dict[str, str]:
    return {"Телефон": number}


def test_who_picks_up_is_joined_to_an_operator_in_their_hours_only(
    new_case: NewCase,
) -> None:
    case = new_case("operator_connect")
    kinds = {number: says("алло") for number in NUMBERS}
    case.begin([row(number) for number in kinds], SUNDAY)
    case.dial(kinds, begins=SUNDAY, until=WEEK_END)
    assert case.lists() == {"соединены": len(NUMBERS)}
    times = {time for number in NUMBERS for time in case.story(number).times}
    assert times == {"23.11 10:00"}


def test_nobody_waits_in_vain_twice_a_busy_call_centre_calls_back_in_half_an_hour(
    new_case: NewCase,
) -> None:
    case = new_case("operator_connect")
    case.begin([row(NUMBERS[0])], MONDAY)
    kinds = {NUMBERS[0]: says("да")}
    case.dial(kinds, begins=MONDAY, until=on("23.11 10:20"), outside=NO_AGENTS)
    first = case.story(NUMBERS[0]).attempts[0]
    assert first.promised_at is not None
    case.dial(kinds, begins=on("23.11 10:20"), until=WEEK_END)
    assert [made.at for made in case.story(NUMBERS[0]).attempts][1] == first.promised_at
    assert case.lists() == {"соединены": 1}


def test_operators_never_hear_dead_numbers(new_case: NewCase) -> None:
    case = new_case("operator_connect")
    case.begin([row(NUMBERS[0])], MONDAY)
    dead = {NUMBERS[0]: never(AttemptResult.UNAVAILABLE)}
    case.dial(dead, begins=MONDAY, until=WEEK_END)
    assert case.story(NUMBERS[0]).times == [
        "23.11 10:00",
        "23.11 13:00",
        "24.11 10:00",
        "24.11 13:00",
    ]
    assert case.lists() == {"недозвон": 1}


def test_a_survey_takes_scores_by_voice_and_by_key_and_finds_the_unhappy(
    new_case: NewCase,
) -> None:
    case = new_case("survey")
    happy, unhappy, refuses, silent = NUMBERS[:4]
    kinds = {
        happy: answers("5", greeting="да", what_to_improve="всё хорошо"),
        unhappy: answers(
            "отлично", greeting="1", courier="2", what_went_wrong="грубил"
        ),
        refuses: says("нет"),
        silent: never(AttemptResult.NO_ANSWER),
    }
    case.begin([row(number) for number in kinds], MONDAY)
    case.dial(kinds, begins=MONDAY, until=WEEK_END)
    assert case.story(silent).times == ["23.11 10:00", "23.11 14:00", "24.11 10:00"]
    assert case.lists() == {
        "недовольны": 1,
        "недозвон": 1,
        "ответили": 1,
        "отказались": 1,
    }
