"""Case 1: new applications for a credit are called while people think of them."""

from datetime import timedelta

from tests.campaign_cases.case import on
from tests.campaign_cases.conftest import NewCase
from tests.campaign_cases.people import never, says
from voicebot.campaign.attempt import AttemptResult

MONDAY = on("23.11 10:00")
WEEK_END = on("29.11 23:00")
ANNA, IVAN, OLGA, PETR = (f"+7916123450{digit}" for digit in range(4))


def row(number: str, name: str) -> dict[str, str]:
    return {"Телефон": number, "client_name": name}


def test_nobody_picks_up_three_calls_that_day_two_on_the_next_then_the_list(
    new_case: NewCase,
) -> None:
    case = new_case("credit_lead")
    case.begin([row(ANNA, "Анна")], MONDAY)
    silent = {ANNA: never(AttemptResult.NO_ANSWER)}
    case.dial(silent, begins=MONDAY, until=WEEK_END)
    story = case.story(ANNA)
    assert story.times == [
        "23.11 10:00",
        "23.11 12:00",
        "23.11 14:00",
        "24.11 09:00",
        "24.11 12:00",
    ]
    assert story.state.list == "недозвон"
    assert [line["client_name"] for line in case.exported("недозвон")] == ["Анна"]


def test_call_me_later_is_kept_exactly_two_hours_later(new_case: NewCase) -> None:
    case = new_case("credit_lead")
    case.begin([row(ANNA, "Анна"), row(IVAN, "Иван")], MONDAY)
    kinds = {
        ANNA: says("перезвоните позже", "да"),
        IVAN: says("перезвоните завтра в пять вечера", "нет"),
    }
    case.dial(kinds, begins=MONDAY, until=WEEK_END)
    first, second = case.story(ANNA).attempts
    assert second.at == first.promised_at
    assert timedelta(hours=2) <= second.at - first.at < timedelta(hours=2, minutes=2)
    assert case.story(IVAN).times == ["23.11 10:00", "24.11 17:00"]
    assert case.lists() == {"интересно": 1, "отсев": 1}


def test_yes_no_and_never_again_go_to_their_lists(new_case: NewCase) -> None:
    case = new_case("credit_lead")
    people = {ANNA: "да", IVAN: "нет", OLGA: "не звоните мне больше"}
    case.begin([row(number, "Имя") for number in people], MONDAY)
    kinds = {number: says(reply) for number, reply in people.items()}
    case.dial(kinds, begins=MONDAY, until=WEEK_END)
    assert case.lists() == {"интересно": 1, "не звонить": 1, "отсев": 1}
    told = case.facts("why", OLGA)
    assert told["do_not_call"] is not None
    assert "do_not_call" in [each["why"] for each in told["campaigns"][0]["grounds"]]
    assert told["campaigns"][0]["next_at"] is None
