from datetime import date, datetime, timedelta, timezone

import pytest

from voicebot.understanding.meaning import Meaning
from voicebot.understanding.meaning_json import slots_json
from voicebot.understanding.spoken_time.moment import After, At, Day, SpokenTime, Window

TEN = datetime(2026, 4, 9, 10, tzinfo=timezone(timedelta(hours=3)))


def meaning(intent: str, time: SpokenTime | None) -> Meaning:
    return Meaning(text="…", intent=intent, confidence=1.0, why="test", time=time)


@pytest.mark.parametrize(
    ("time", "slots"),
    [
        (At(value=TEN), {"kind": "at", "value": "2026-04-09T10:00:00+03:00"}),
        (
            At(value=TEN, relative_min=5),
            {"kind": "at", "value": "2026-04-09T10:00:00+03:00", "relative_min": 5},
        ),
        (After(start=TEN), {"kind": "after", "from": "2026-04-09T10:00:00+03:00"}),
        (
            Window(start=TEN, end=TEN + timedelta(hours=1)),
            {
                "kind": "window",
                "from": "2026-04-09T10:00:00+03:00",
                "to": "2026-04-09T11:00:00+03:00",
            },
        ),
        (Day(value=date(2026, 4, 9)), {"kind": "date", "value": "2026-04-09"}),
    ],
)
def test_each_kind_of_time_has_its_flat_form(
    time: SpokenTime, slots: dict[str, str | int]
) -> None:
    assert slots_json(meaning("call_later", time)) == slots


def test_no_time_is_no_slot() -> None:
    assert slots_json(meaning("call_later", None)) == {}


def test_a_time_in_unrelated_talk_fills_no_slot() -> None:
    assert slots_json(meaning("out_of_scope", At(value=TEN))) == {}
