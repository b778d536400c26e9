"""People who call the robot: `voicebot answer`, called by the simulated subscriber."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from sip.subscriber_process import SubscriberProcess
from tests.e2e.conftest import CALL_TIMEOUT_S, DIALOGS, Speak

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(180)]


async def answered(recordings: Path, *phone_options: str) -> dict[str, Any]:
    """The robot's report of one inbound call."""
    robot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "voicebot", "answer", "--json", "--calls", "1"),
        *("--scenario", str(DIALOGS / "credit_lead.yaml"), "--port", "0"),
        *("--slot", "client_name=Анна"),
        env={
            **os.environ,
            "VOICEBOT_FOLDERS__RECORDINGS": str(recordings),
            "VOICEBOT_SIP__BIND": "127.0.0.1",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert robot.stdout
    async with asyncio.timeout(CALL_TIMEOUT_S):
        ready = json.loads(await robot.stdout.readline())["ready"]
        async with SubscriberProcess("--place", ready, *phone_options) as phone:
            report: dict[str, Any] = json.loads(await robot.stdout.readline())
            await phone.report()
        assert await robot.wait() == 0
    return report


def test_a_caller_is_greeted_heard_and_answered(speak: Speak, tmp_path: Path) -> None:
    reply = str(speak("Нет, спасибо."))
    report = asyncio.run(answered(tmp_path, "--reply", reply))
    assert report["disposition"] == "answered"
    assert report["outcome"] == "rejected"
    assert Path(report["recording"]).is_file()


def test_a_caller_who_leaves_is_on_record(tmp_path: Path) -> None:
    report = asyncio.run(answered(tmp_path, "--hang-up-after", "2s"))
    assert report["hung_up_by"] == "caller"
    assert report["outcome"] == "hung_up"
