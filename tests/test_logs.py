import logging

import pytest

from voicebot.logs import EventFormatter, log_to_stderr


def line(**facts: object) -> str:
    record = logging.makeLogRecord(
        {"name": "sip.calls", "levelname": "WARNING", "msg": "call_refused", **facts}
    )
    return EventFormatter().format(record)


def test_an_event_is_one_line_with_its_facts() -> None:
    assert line(code=486).endswith("WARNING sip.calls call_refused code=486")


@pytest.mark.parametrize("key", ["number", "uri", "text", "client_name", "slots"])
def test_personal_data_is_masked(key: str) -> None:
    assert "79261234567" not in line(**{key: "79261234567"})


def test_events_below_the_level_are_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log_to_stderr("WARNING")
    logging.getLogger("x").info("too_quiet")
    logging.getLogger("x").warning("loud", extra={"code": 1})
    err = capsys.readouterr().err
    assert "too_quiet" not in err
    assert "loud code=1" in err
