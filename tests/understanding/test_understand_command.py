import json

from click.testing import CliRunner

from voicebot.cli.understand import command

LINES = "Да\n\nперезвоните через час\n"


def test_json_is_one_object_a_line_in_order() -> None:
    result = CliRunner().invoke(
        command, ["--json", "--now", "2026-04-08T12:05:00+03:00"], input=LINES
    )
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["intent"] for one in told] == ["yes", None, "call_later"]
    assert [set(one) for one in told] == [
        {"text", "intent", "confidence", "slots", "why"}
    ] * 3
    assert told[2]["slots"] == {
        "kind": "at",
        "value": "2026-04-08T13:05:00+03:00",
        "relative_min": 60,
    }


def test_without_json_a_line_can_be_read() -> None:
    result = CliRunner().invoke(command, [], input="кто это\n")
    assert result.stdout.startswith("who_is_it")


def test_a_now_that_is_no_time_is_refused() -> None:
    result = CliRunner().invoke(command, ["--now", "soon"], input="")
    assert result.exit_code == 2
    assert "is no time with an offset" in result.stderr
