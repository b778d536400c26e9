import logging

import pytest

from sip.leg import Answered
from tests.sip.calling import line_and_phone, live, place

pytestmark = pytest.mark.live

NUMBER = "79261234567"


def test_a_whole_call_leaves_no_phone_number_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)

    async def scene() -> None:
        options = ("--name", NUMBER, "--ring", "100ms")
        async with line_and_phone(*options, caller_id=NUMBER[::-1]) as (line, phone):
            assert NUMBER in phone.uri
            call = await place(line, phone.uri)
            await call.until(Answered)
            await call.leg.hang_up()
            await call.ended()

    live(scene)
    written = [record for record in caplog.records if record.name.startswith("sip")]
    assert len(written) > 2
    assert NUMBER not in caplog.text
    assert NUMBER[::-1] not in caplog.text
