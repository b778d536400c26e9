from benchmarks.heard import Heard
from benchmarks.times import of_texts, read_time, summary
from tests.benchmarks.rows import row

TOMORROW = {"kind": "date", "value": "2026-03-12"}
TIMED = row("reschedule", text="давайте завтра", slots={**TOMORROW, "now": "ignored"})


def test_a_named_time_is_right_when_it_is_the_labelled_moment() -> None:
    reading = read_time(TIMED, Heard(text="давайте завтра"))
    assert reading.found == TOMORROW
    assert reading.is_right


def test_a_time_where_none_was_named_is_false() -> None:
    readings = [
        read_time(row("yes"), Heard(text="в пятницу")),
        read_time(row("yes"), Heard(text="да")),
        read_time(TIMED, Heard(text="да")),
    ]
    assert summary(readings) == {
        "times": 1,
        "right": 0,
        "share": 0.0,
        "missed": 1,
        "others": 2,
        "false_times": 1,
    }


def test_rows_without_texts_have_no_readings_and_no_share() -> None:
    readings = of_texts([row("silence_or_noise", text="", condition="noise_only")])
    assert readings == []
    assert summary(readings)["share"] is None
