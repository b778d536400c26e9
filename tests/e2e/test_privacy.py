"""Personal data stays out of logs."""

import pytest

from tests.e2e.conftest import Caller

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(180)]


def test_the_called_number_is_nowhere_in_the_log(call: Caller) -> None:
    ended = call(
        *("--name", "79261234567", "--hang-up-after", "1s"),
        environment={"VOICEBOT_LOG__LEVEL": "DEBUG"},
    )
    assert "DEBUG" in ended.log
    call_id = ended.robot["call_id"]
    for event in ("call_begun", "call_answered", "say", "call_ended"):
        assert f" {event} call_id={call_id} " in ended.log
    assert "9261234567" not in ended.log
