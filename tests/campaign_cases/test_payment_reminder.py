"""Case 4: debtors are reminded, within the limits of 230-FZ."""

import json
from pathlib import Path

from tests.campaign_cases.case import on
from tests.campaign_cases.conftest import NewCase
from tests.campaign_cases.people import in_turn, never, says
from voicebot.campaign.attempt import AttemptResult

MONDAY = on("23.11 10:00")
WEEK_END = on("29.11 23:00")
ONE, TWO, THREE, FOUR = (f"+791612345{n:02}" for n in range(4))


def row(number: str) -> dict[str, str]:
    return {"Телефон": number, "debt": "4350", "support_phone": "+78001234567"}


def test_a_debtor_is_called_once_a_day_twice_a_week_and_from_eight_on_workdays(
    new_case: NewCase,
) -> None:
    case = new_case("payment_reminder")
    case.begin([row(ONE)], MONDAY)
    case.dial(
        {ONE: never(AttemptResult.NO_ANSWER)}, begins=MONDAY, until=on("31.12 23:00")
    )
    assert case.story(ONE).times == ["23.11 10:00", "24.11 08:00"]
    assert case.lists() == {"недозвон": 1}


def test_who_asks_to_be_called_at_once_is_called_when_the_law_allows(
    new_case: NewCase,
) -> None:
    case = new_case("payment_reminder")
    case.begin([row(ONE)], MONDAY)
    kinds = {ONE: says("перезвоните через час", "перезвоните через час", "оплачу")}
    case.dial(kinds, begins=MONDAY, until=on("07.12 23:00"))
    # The second call is of the next day; the third would be that week's third.
    assert case.story(ONE).times == ["23.11 10:00", "24.11 08:00", "30.11 08:00"]
    assert case.lists() == {"обещают оплатить": 1}


def test_heard_out_by_key_to_an_operator_and_statistics_to_hold_against_payments(
    new_case: NewCase,
) -> None:
    case = new_case("payment_reminder")
    kinds = {
        ONE: says(""),
        TWO: says("1"),
        THREE: says("уже оплатил"),
        FOUR: in_turn(AttemptResult.NO_ANSWER, AttemptResult.ANSWERED),
    }
    case.begin([row(number) for number in kinds], MONDAY)
    case.dial(kinds, begins=MONDAY, until=WEEK_END)
    assert case.lists() == {
        "прослушали": 2,
        "говорят, что оплатили": 1,
        "соединены с оператором": 1,
    }
    rows = {line["number"]: line for line in case.exported()}
    assert rows[ONE]["debt"] == "4350"
    assert [rows[number]["attempts"] for number in kinds] == ["1", "1", "1", "2"]


def test_doubles_and_broken_numbers_are_shown_before_anybody_is_called(
    new_case: NewCase, tmp_path: Path
) -> None:
    case = new_case("payment_reminder")
    case.begin([row(ONE)], MONDAY)
    base = tmp_path / "more.csv"
    base.write_text(
        "Телефон;debt;support_phone\n"
        f"{TWO};10;+78001234567\n8 (916) 123-45-01;10;+78001234567\n"
        "позвонить маме;10;+78001234567\n",
        "utf-8",
    )
    words = ("campaign", "import", case.name, base, "--dry-run", "--json")
    report = json.loads(case.run(*words))
    assert (report["accepted"], report["refusals"]) == (
        1,
        {"duplicate_in_file": 1, "broken_number": 1},
    )
    assert [line["number"] for line in case.exported()] == [ONE]
