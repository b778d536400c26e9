"""A survey by telephone: what people answered comes back as figures and as a file."""

from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.campaign_cases.case import on
from tests.campaign_cases.conftest import NewCase
from tests.campaign_cases.people import answers, never
from voicebot.campaign.attempt import AttemptResult
from voicebot.simulator.kind import Kind

MONDAY = on("23.11 10:00")
WEEK_END = on("29.11 23:00")
GLAD, MILD, CROSS, AWAY = (f"+791612345{n:02}" for n in range(4))


def rates(speed: str, courier: str, overall: str) -> Kind:
    """Says these scores, the last one to the subdialogue."""
    by_node = {"speed": speed, "courier": courier, "satisfaction/question": overall}
    return answers("да", **by_node)


KINDS = {
    GLAD: rates("5", "пять", "отлично"),
    MILD: rates("4", "четыре", "3"),
    CROSS: rates("1", "2", "ужасно"),
    AWAY: never(AttemptResult.NO_ANSWER),
}


def test_scores_are_in_the_exported_files_and_their_means_in_the_report(
    new_case: NewCase, tmp_path: Path
) -> None:
    case = new_case("survey")
    case.begin([{"Телефон": number} for number in KINDS], MONDAY)
    case.dial(KINDS, begins=MONDAY, until=WEEK_END)
    assert case.lists() == {"ответили": 2, "недовольны": 1, "недозвон": 1}
    scores = {
        line["number"]: tuple(line[name] for name in ("speed", "courier", "overall"))
        for line in case.exported()
    }
    assert scores == {
        GLAD: ("5", "5", "5"),
        MILD: ("4", "4", "3"),
        CROSS: ("1", "2", "1"),
        AWAY: ("", "", ""),
    }
    of_calls = [line for line in case.exported(None, "--attempts") if line["speed"]]
    assert {line["number"]: line["speed"] for line in of_calls} == {
        GLAD: "5",
        MILD: "4",
        CROSS: "1",
    }
    told = case.facts("campaign", "report", case.name)["answers"]
    by_field = {each["field"]: (each["people"], each["mean"]) for each in told}
    assert by_field["speed"] == ({"1": 1, "4": 1, "5": 1}, 3.33)
    assert by_field["courier"] == ({"2": 1, "4": 1, "5": 1}, 3.67)
    shown = case.run("campaign", "report", case.name)
    assert "Answers: speed, 3,3 on average" in shown
    book = tmp_path / "out.xlsx"
    case.run("campaign", "export", case.name, "-o", book)
    head, *rows = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    assert [row[head.index("speed")] for row in rows] == [5, 4, 1, ""]
