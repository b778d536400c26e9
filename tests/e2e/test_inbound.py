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


GREETING = """\
scenario: hello
about: Это робот.
nodes:
  hello: {say: Это робот. Добрый день., hang_up: true}
"""


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


async def edited_between_calls(folder: Path) -> tuple[list[dict[str, Any]], str]:
    """Reports of three calls, before each of which the scenario is saved, and stderr."""
    scenario = folder / "hello.yaml"
    scenario.write_text(GREETING, encoding="utf-8")
    robot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "voicebot", "answer", "--json", "--calls", "3"),
        *("--scenario", str(scenario), "--port", "0"),
        env={
            **os.environ,
            "VOICEBOT_FOLDERS__RECORDINGS": str(folder / "recordings"),
            "VOICEBOT_SIP__BIND": "127.0.0.1",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert robot.stdout
    assert robot.stderr
    reports = []
    async with asyncio.timeout(CALL_TIMEOUT_S):
        ready = json.loads(await robot.stdout.readline())["ready"]
        for text in (
            GREETING,
            GREETING.replace("Добрый день", "Хорошего вечера"),
            GREETING.replace("hang_up: true", "goto: nowhere"),
        ):
            scenario.write_text(text, encoding="utf-8")
            async with SubscriberProcess("--place", ready) as phone:
                reports.append(json.loads(await robot.stdout.readline()))
                await phone.report()
        complaints = (await robot.stderr.read()).decode()
        assert await robot.wait() == 0
    return reports, complaints


def said(report: dict[str, Any]) -> str:
    lines = Path(report["timeline"]).read_text(encoding="utf-8").splitlines()
    events = map(json.loads, lines)
    return " ".join(event["text"] for event in events if event["event"] == "Say")


def test_an_edit_serves_the_next_call_and_a_broken_one_none(tmp_path: Path) -> None:
    reports, complaints = asyncio.run(edited_between_calls(tmp_path))
    assert [said(report) for report in reports] == [
        "Это робот. Добрый день.",
        "Это робот. Хорошего вечера.",
        "Это робот. Хорошего вечера.",
    ]
    assert "hello.yaml has changed; the next call goes by it" in complaints
    assert complaints.count('"goto" leads to "nowhere", which does not exist') == 1
