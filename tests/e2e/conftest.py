"""Real calls: `voicebot call` and the simulated subscriber, each a process of its own."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import soundfile

from sip.subscriber_process import SubscriberProcess
from voicebot.conversation.voice import open_voice
from voicebot.settings import Settings

DIALOGS = Path(__file__).parents[2] / "dialogs"
CALL_TIMEOUT_S = 90.0

Speak = Callable[[str], Path]


@pytest.fixture(scope="session")
def speak(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Speak]:
    """Russian speech as an audio file, by the embedded synthesizer."""
    folder = tmp_path_factory.mktemp("speech")
    with closing(open_voice(Settings())) as voice:

        def spoken(text: str) -> Path:
            path = folder / f"{abs(hash(text))}.wav"
            speech = voice.speech(text)
            soundfile.write(path, speech.samples, speech.rate_hz)
            return path

        yield spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """An ended call: what the robot reports, and what the subscriber does.

    `log` is all that the robot wrote to stderr.
    """

    robot: Mapping[str, Any]
    phone: Mapping[str, Any]
    log: str

    def events(self, name: str) -> list[dict[str, Any]]:
        """The timeline's events of one kind."""
        lines = Path(self.robot["timeline"]).read_text().splitlines()
        return [event for event in map(json.loads, lines) if event["event"] == name]


class Caller:
    """Calls a simulated subscriber by a scenario, as a user would from a shell."""

    def __init__(self, var: Path) -> None:
        self._var = var

    def __call__(
        self,
        *phone_options: str,
        scenario: Path = DIALOGS / "credit_lead.yaml",
        options: Sequence[str] = ("--slot", "client_name=Анна"),
        environment: Mapping[str, str] = {},
    ) -> Finished:
        return asyncio.run(self._call(phone_options, scenario, options, environment))

    async def _call(
        self,
        phone_options: Sequence[str],
        scenario: Path,
        options: Sequence[str],
        environment: Mapping[str, str],
    ) -> Finished:
        async with (
            asyncio.timeout(CALL_TIMEOUT_S),
            SubscriberProcess("--name", "manager", "--ring", "200ms") as manager,
            SubscriberProcess("--ring", "300ms", *phone_options) as phone,
        ):
            command = ("call", phone.uri, "--scenario", str(scenario), "--json")
            robot = await run_voicebot(
                *(*command, *options),
                environment={
                    "VOICEBOT_FOLDERS__RECORDINGS": str(self._var),
                    "VOICEBOT_AGENTS": json.dumps({"managers": manager.uri}),
                    **environment,
                },
            )
            assert robot.code == 0, robot.err
            return Finished(
                robot=json.loads(robot.out.splitlines()[-1]),
                phone=await phone.report(),
                log=robot.err,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A command that ended."""

    code: int
    out: str
    err: str


async def run_voicebot(*arguments: str, environment: Mapping[str, str] = {}) -> Ran:
    """Run `voicebot` in a process of its own, in English."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "voicebot", *arguments),
        env={**os.environ, "VOICEBOT_LANG": "en", **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return Ran(code=process.returncode or 0, out=out.decode(), err=err.decode())


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path)
