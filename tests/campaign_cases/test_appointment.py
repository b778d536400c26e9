"""Case 2: a meeting is confirmed or moved by a key, or by voice."""

from tests.campaign_cases.case import on
from tests.campaign_cases.conftest import NewCase
from tests.campaign_cases.people import never, says
from voicebot.campaign.attempt import AttemptResult

MONDAY = on("23.11 10:00")
WEEK_END = on("29.11 23:00")
BY_KEY, BY_VOICE, MOVES, MOVES_BY_VOICE, SILENT = (
    f"+791612345{n:02}" for n in range(5)
)


def row(number: str) -> dict[str, str]:
    return {
        "Телефон": number,
        "client_name": "Анна Сергеевна",
        "meeting_at": "2026-11-25T15:30+03:00",
        "meeting_place": "улица Ленина, дом пять",
    }


def test_a_key_or_a_word_confirms_or_moves_and_who_is_not_reached_becomes_a_task(
    new_case: NewCase,
) -> None:
    case = new_case("appointment")
    kinds = {
        BY_KEY: says("1"),
        BY_VOICE: says("да, приду"),
        MOVES: says("2"),
        MOVES_BY_VOICE: says("давайте перенесём"),
        SILENT: never(AttemptResult.NO_ANSWER),
    }
    case.begin([row(number) for number in kinds], MONDAY)
    case.dial(kinds, begins=MONDAY, until=WEEK_END)
    assert case.lists() == {
        "подтверждение встречи": 2,
        "перенос встречи": 2,
        "перезвонить": 1,
    }
    assert {line["number"] for line in case.exported("подтверждение встречи")} == {
        BY_KEY,
        BY_VOICE,
    }
    assert case.story(SILENT).times == ["23.11 10:00"]
    assert [line["number"] for line in case.exported("перезвонить")] == [SILENT]
