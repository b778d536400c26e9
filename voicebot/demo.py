"""The demonstration: three people are called for real on this machine.

A simulated subscriber (a SIP phone of its own, in its own process) answers the robot
with recorded speech; a second one is the manager to whom the first is transferred.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import soundfile
import soxr

from sip.config import SipConfig
from sip.endpoint import open_line
from sip.leg import RATE_HZ
from sip.subscriber_process import SubscriberProcess
from voicebot.clock import clock_of
from voicebot.conversation.call import Call
from voicebot.conversation.equipment import open_equipment
from voicebot.conversation.opening import open_understander_for
from voicebot.conversation.reception import Watch
from voicebot.conversation.report import CallReport
from voicebot.conversation.robot import Robot
from voicebot.conversation.script import Script
from voicebot.scenario.actions import BargeIn, Say
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import Settings

SCENARIO = "credit_lead.yaml"
RING_S = 20.0
BEGINS_AT_HOUR = 14
"""The demonstration's clock begins at ten past two: no callback falls into the night."""

DEEPER = 1.12
"""The subscriber's voice is the robot's own, played this much slower and so deeper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is called, and what that person answers."""

    intent: str
    name: str
    reply: str


PEOPLE = (
    Person(intent="yes", name="Анна Сергеевна", reply="Да, готова."),
    Person(intent="no", name="Пётр Иванович", reply="Нет, спасибо."),
    Person(intent="call_later", name="Мария", reply="Перезвоните через полчаса."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One call of the demonstration, as it ended."""

    person: Person
    report: CallReport
    subscriber_recording: Path


class Demonstration:
    """Calls everybody in `PEOPLE` by the credit_lead scenario."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._scenario: Scenario = load_scenario(settings.folders.dialogs / SCENARIO)
        self._understander = open_understander_for(settings, self._scenario)
        today = datetime.now(ZoneInfo(settings.timezone))
        self.begins = today.replace(hour=BEGINS_AT_HOUR, minute=10, second=0)
        self._folder = settings.folders.var / "demo"
        self._folder.mkdir(parents=True, exist_ok=True)

    async def run(
        self, *, calling: Callable[[Person, str], None], watch: Watch
    ) -> list[Shown]:
        """Call one after another; `calling` is told who and where before each.

        Raises:
            VoicebotError, AsrError, TtsError, SipError: what a person can mend.
        """
        with open_equipment(self._settings) as equipment:
            robot = equipment.robot_for(self._scenario)
            replies = [_record_reply(robot, one, self._folder) for one in PEOPLE]
            async with (
                open_line(SipConfig(bind="127.0.0.1", port=0)) as line,
                SubscriberProcess("--name", "manager", "--ring", "1s") as manager,
            ):
                shown = []
                for person, reply in zip(PEOPLE, replies, strict=True):
                    recording = reply.with_stem(f"{reply.stem}-subscriber")
                    async with SubscriberProcess(
                        *("--ring", "1s", "--calls", "1"),
                        *("--reply", str(reply), "--record", str(recording)),
                    ) as phone:
                        calling(person, phone.uri)
                        call = self._call(robot, person, manager.uri, watch)
                        report = await call.dial(line, phone.uri, ring_s=RING_S)
                    shown.append(
                        Shown(
                            person=person, report=report, subscriber_recording=recording
                        )
                    )
                return shown

    def _call(self, robot: Robot, person: Person, manager: str, watch: Watch) -> Call:
        script = Script(
            self._scenario,
            slots={"client_name": person.name},
            understander=self._understander,
            agents={"managers": manager},
            now=clock_of(self._settings, self.begins),
        )
        return Call(robot, script, self._settings.folders.recordings, watch)


def _record_reply(robot: Robot, person: Person, folder: Path) -> Path:
    """The person's reply as an audio file, in a deeper voice than the robot's."""
    path = folder / f"{person.intent}.wav"
    spoken = robot.voice.speech(person.reply, _as_prompt(person.reply))
    deeper = soxr.resample(spoken, RATE_HZ, RATE_HZ * DEEPER)
    soundfile.write(path, deeper, RATE_HZ)
    return path


def _as_prompt(text: str) -> Say:
    return Say(text=text, voice=None, barge_in=BargeIn.OFF, fixed=True)
