"""Case 7: who was not reached by another campaign is gathered and written to."""

from tests.campaign_cases.case import on
from tests.campaign_cases.conftest import NewCase
from tests.campaign_cases.people import never, says
from voicebot.campaign.attempt import AttemptResult

MONDAY = on("23.11 10:00")
WEDNESDAY = on("25.11 12:00")
WEEK_END = on("29.11 23:00")
SILENT, LATER, DONE = (f"+791612345{n:02}" for n in range(3))


def test_the_unreached_are_gathered_called_once_more_and_owed_a_themed_message(
    new_case: NewCase,
) -> None:
    calls = new_case("credit_lead")
    people = {SILENT: "Анна", LATER: "Иван", DONE: "Олег"}
    rows = [{"Телефон": to, "client_name": name} for to, name in people.items()]
    calls.begin(rows, MONDAY)
    unreached = never(AttemptResult.NO_ANSWER)
    kinds = {SILENT: unreached, LATER: unreached, DONE: says("да")}
    calls.dial(kinds, begins=MONDAY, until=WEDNESDAY)
    gathered = calls.exported("недозвон", "--for-import")
    assert {line["number"] for line in gathered} == {SILENT, LATER}

    follow = new_case("messenger_followup")
    assert set(gathered[0]) == {"number", "client_name", "time zone"}
    themed = [{**line, "theme": "кредитная карта"} for line in gathered]
    follow.begin(themed, WEDNESDAY)
    kinds = {SILENT: unreached, LATER: says("позвоните мне завтра в десять", "нет")}
    follow.dial(kinds, begins=WEDNESDAY, until=WEEK_END)
    silent, later = follow.story(SILENT), follow.story(LATER)
    assert silent.times == ["25.11 12:00"]
    assert (silent.state.list, silent.state.owed_messages) == (
        "написали",
        ("invitation",),
    )
    assert later.times == ["25.11 12:00", "26.11 10:00"]
    assert follow.lists() == {"написали": 1, "отказ": 1}
