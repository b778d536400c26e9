"""An attended transfer for real: a caller, a robot and an agent, each a process."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import numpy as np
import pytest
import soundfile

from sip.leg import RATE_HZ, Samples
from sip.subscriber_process import SubscriberProcess
from tests.e2e.conftest import CALL_TIMEOUT_S, Speak, run_voicebot
from tests.sip.sounds import babble, delay_samples, likeness, saved, tone
from voicebot.conversation.voice import open_voice
from voicebot.settings import Settings

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(180)]

ALIKE, UNLIKE = 0.8, 0.6
"""Of 0.1 s of one voice with the best place of another text in it: 0.45."""

SEGMENT = RATE_HZ // 10
"""Short, for on a busy machine jitter buffers cut and stretch."""

LOUD = 300
MUSIC_HZ = 440.0
LEAVES_AFTER_S = 7
LEAVES = ("--hang-up-after", f"{LEAVES_AFTER_S}s")
WHISPER = "Заявка, Анна Сергеевна."
SCENARIO = """
    scenario: bridge
    about: Это робот магазина.
    slots: {client_name: {default: Анна Сергеевна}}
    nodes:
      first:
        say: Это робот магазина. Соединяю с менеджером.
        transfer:
          to: managers
          how: attended
          ring: 4s
          wait: 2s
          hold: music.wav
          whisper: "Заявка, {client_name}."
          failed: nobody
          after: thanks
      nobody: {say: Сейчас никто не отвечает., outcome: nobody, hang_up: true}
      thanks: {say: Спасибо за разговор., outcome: talked, hang_up: true}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What the robot reports, and what the agent's telephone does, if it was called."""

    robot: Mapping[str, Any]
    agent: Mapping[str, Any] | None

    def events(self, name: str) -> list[dict[str, Any]]:
        lines = Path(self.robot["timeline"]).read_text().splitlines()
        return [event for event in map(json.loads, lines) if event["event"] == name]

    def channels(self) -> tuple[Samples, Samples]:
        """The caller, and what the caller heard, as the robot recorded them."""
        return channels(Path(self.robot["recording"]))


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    saved(tmp_path / "music.wav", tone(2.0, hz=MUSIC_HZ) // 4)
    path = tmp_path / "bridge.yaml"
    path.write_text(dedent(SCENARIO), "utf-8")
    return path


def transferred(
    scenario: Path,
    agent_options: Sequence[str],
    caller_options: Sequence[str] = (),
    *,
    is_agent_reached: bool = True,
) -> Ended:
    """One call of the robot, from the first ring to both reports."""

    async def scene() -> Ended:
        async with (
            asyncio.timeout(CALL_TIMEOUT_S),
            SubscriberProcess("--name", "agent", *agent_options) as agent,
            SubscriberProcess("--ring", "200ms", *caller_options) as caller,
        ):
            robot = await run_voicebot(
                *("call", caller.uri, "--scenario", str(scenario), "--json"),
                environment={
                    "VOICEBOT_FOLDERS__RECORDINGS": str(scenario.parent / "kept"),
                    "VOICEBOT_AGENTS": json.dumps({"managers": agent.uri}),
                },
            )
            assert robot.code == 0, robot.err
            return Ended(
                robot=json.loads(robot.out.splitlines()[-1]),
                agent=await agent.report() if is_agent_reached else None,
            )

    return asyncio.run(scene())


def channels(record: Path) -> tuple[Samples, Samples]:
    stereo, rate_hz = soundfile.read(record, dtype="int16")
    assert rate_hz == RATE_HZ
    return stereo[:, 0], stereo[:, 1]


def is_heard(sent: Samples, heard: Samples) -> bool:
    """By the middle one of its segments in which anything is said."""
    whole = sent[: len(sent) // SEGMENT * SEGMENT].reshape(-1, SEGMENT)
    loud = whole[np.sqrt(np.mean(whole.astype(np.float64) ** 2, axis=1)) > LOUD]
    found = sorted(likeness(loud.ravel(), heard, SEGMENT))
    middle = found[len(found) // 2]
    assert middle > ALIKE or middle < UNLIKE, found
    return middle > ALIKE


def music_s(heard: Samples) -> float:
    """Seconds in which the hold music is most of what is heard."""
    seconds = heard[: len(heard) // RATE_HZ * RATE_HZ].reshape(-1, RATE_HZ)
    spectra = np.abs(np.fft.rfft(seconds.astype(np.float64), axis=1))
    at = round(MUSIC_HZ)
    share = spectra[:, at - 2 : at + 3].max(axis=1) / (spectra.max(axis=1) + 1)
    return int(np.count_nonzero((share > 0.9) & (spectra.max(axis=1) > 1e5)))


def whisper_samples() -> Samples:
    """Made anew: what holds a slot was never kept on disk."""
    with closing(open_voice(Settings())) as voice:
        assert voice.missing([(WHISPER, None)])
        return voice.speech(WHISPER, keep=False).samples


def test_the_agent_is_told_of_the_caller_who_waits_with_music_and_then_both_talk(
    scenario: Path, speak: Speak
) -> None:
    folder = scenario.parent
    caller_says, agent_says = babble(2.0, seed=1), babble(2.0, seed=2)
    records = folder / "caller.wav", folder / "agent.wav"
    ended = transferred(
        scenario,
        (
            *("--ring", "1500ms", "--record", str(records[1])),
            *("--say", f"{speak('Алло, слушаю вас.')}@300ms"),
            *("--say", saved(folder / "agent-says.wav", agent_says) + "@8s"),
            *("--hang-up-after", "14s"),
        ),
        (
            *("--record", str(records[0])),
            *("--say", saved(folder / "caller-says.wav", caller_says) + "@16s"),
        ),
    )
    whisper = whisper_samples()
    _, heard_by_caller = channels(records[0])
    _, heard_by_agent = channels(records[1])
    kept_caller, kept_right = ended.channels()

    assert is_heard(whisper, heard_by_agent)
    assert not is_heard(whisper, heard_by_caller)
    assert not is_heard(whisper, kept_right)
    assert is_heard(caller_says, heard_by_agent)
    assert is_heard(agent_says, heard_by_caller)
    assert is_heard(caller_says, kept_caller)
    assert is_heard(agent_says, kept_right)
    assert music_s(heard_by_caller) >= 2
    assert music_s(heard_by_agent) == 0
    assert ended.robot["outcome"] == "talked"
    assert ended.robot["path"] == ["first", "thanks"]
    [left] = ended.events("AgentLeft")
    [tried] = ended.events("TransferTried")
    assert tried["is_connected"]
    assert left["at_s"] - tried["at_s"] == pytest.approx(left["talk_s"], abs=0.01)
    said_s = delay_samples(agent_says, kept_right) / RATE_HZ
    assert tried["at_s"] < said_s < left["at_s"]


def test_without_an_agent_the_talk_goes_on_with_the_robot(scenario: Path) -> None:
    ended = transferred(scenario, ("--busy",))
    assert ended.robot["outcome"] == "nobody"
    [tried] = ended.events("TransferTried")
    assert not tried["is_connected"]
    assert tried["sip_code"] == 486


def test_an_answering_machine_gets_neither_the_card_nor_the_caller(
    scenario: Path, speak: Speak
) -> None:
    record = scenario.parent / "agent.wav"
    greeting = speak(
        "Здравствуйте. Вы позвонили на автоответчик. "
        "Пожалуйста, оставьте сообщение после сигнала."
    )
    options = ("--ring", "200ms", "--say", f"{greeting}@300ms")
    ended = transferred(scenario, (*options, "--record", str(record)))
    assert ended.robot["outcome"] == "nobody"
    [tried] = ended.events("TransferTried")
    assert tried["reason"].startswith("machine answered")
    assert not is_heard(whisper_samples(), channels(record)[1])


def test_a_caller_who_leaves_while_the_agents_telephone_rings_stops_it(
    scenario: Path,
) -> None:
    ended = transferred(scenario, ("--no-answer",), ("--hang-up-after", "6s"))
    assert ended.robot["hung_up_by"] == "caller"
    assert ended.agent
    assert ended.agent["disposition"] != "answered"
    assert ended.events("TransferTried") == []


async def all_at_once(scenario: Path, agent_options: Sequence[str]) -> list[Ended]:
    """Four callers of one robot that has four call slots, and one agent for all."""
    async with (
        asyncio.timeout(CALL_TIMEOUT_S),
        SubscriberProcess("--name", "agent", *agent_options) as agent,
    ):
        robot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "voicebot", "answer", "--json", "--calls", "3"),
            *("--scenario", str(scenario), "--port", "0"),
            env={
                **os.environ,
                "VOICEBOT_FOLDERS__RECORDINGS": str(scenario.parent / "kept"),
                "VOICEBOT_AGENTS": json.dumps({"managers": agent.uri}),
                "VOICEBOT_SIP__BIND": "127.0.0.1",
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert robot.stdout
        ready = json.loads(await robot.stdout.readline())["ready"]
        async with (
            SubscriberProcess("--place", ready) as first,
            SubscriberProcess("--place", ready) as second,
            SubscriberProcess("--place", ready) as third,
            SubscriberProcess("--place", ready) as last,
        ):
            callers = (first, second, third, last)
            reports = await asyncio.gather(*(caller.report() for caller in callers))
            lines = [await robot.stdout.readline() for _ in range(3)]
            assert await robot.wait() == 0
    assert sorted(report["sip_code"] for report in reports) == [200, 200, 200, 486]
    return [Ended(robot=json.loads(line), agent=None) for line in lines]


def test_of_four_at_once_one_is_refused_and_three_get_an_agent_as_slots_become_free(
    scenario: Path,
) -> None:
    text = scenario.read_text().replace("wait: 2s", "wait: 40s")
    scenario.write_text(text)
    ended = asyncio.run(all_at_once(scenario, ("--ring", "100ms", *LEAVES)))
    assert [one.robot["outcome"] for one in ended] == ["talked"] * 3
    assert all(one.events("TransferTried")[0]["is_connected"] for one in ended)
    waited_s = sorted(one.events("AgentAnswered")[0]["at_s"] for one in ended)
    assert waited_s[2] - waited_s[0] > LEAVES_AFTER_S / 2
