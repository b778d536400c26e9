"""Whole calls in which the robot calls an agent for the caller."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from textwrap import dedent
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from typing_extensions import override

from sip.leg import FRAME_SAMPLES, RATE_HZ, Disposition
from tests.conversation.fake_leg import FakeLeg
from tests.conversation.level_robot import MUSIC, WHISPER, level_robot
from voicebot.conversation.agent_check import SILENCE_S
from voicebot.conversation.call import Call
from voicebot.conversation.music import RINGING_S
from voicebot.conversation.opening import open_understander_for
from voicebot.conversation.report import CallReport
from voicebot.conversation.script import Script
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import AnsweringSettings, Settings

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=ZoneInfo("Europe/Moscow"))

SCENARIO = """
    scenario: card
    slots: {client: {default: Анна}}
    nodes:
      hands_over:
        say: Это робот. Соединяю.
        transfer:
          to: managers
          how: attended
          ring: 20s
          whisper: "Заявка, {client}."
          hold: music.wav
          failed: busy
          after: thanks
      busy: {say: Все заняты., outcome: busy, hang_up: true}
      thanks: {say: Спасибо., outcome: talked, hang_up: true}
"""

Talk = Callable[..., CallReport]


@pytest.fixture(scope="module")
def understander() -> Any:
    return open_understander_for(Settings())


@pytest.fixture
def talk(tmp_path: Path, understander: Any) -> Talk:
    def call(
        leg: FakeLeg, *texts: str, scenario: str = SCENARIO, mode: Any = "off"
    ) -> CallReport:
        path = tmp_path / "scenario.yaml"
        path.write_text(dedent(scenario), encoding="utf-8")
        script = Script(
            load_scenario(path),
            slots={},
            understander=understander,
            agents={"managers": "sip:managers@127.0.0.1:9"},
            now=lambda: NOW,
        )
        answering = AnsweringSettings(mode=mode)
        made = Call(level_robot(*texts), script, tmp_path / "kept", answering=answering)
        return asyncio.run(made.answer(leg))

    return call


def events(report: CallReport, name: str) -> list[dict[str, Any]]:
    lines = map(json.loads, report.timeline.read_text("utf-8").splitlines())
    return [line for line in lines if line["event"] == name]


def seconds(leg: FakeLeg, level: int) -> float:
    """How long the robot played this level into the leg."""
    ticks = sum(int(np.abs(tick).max()) == level for tick in leg.played)
    return ticks * FRAME_SAMPLES / RATE_HZ


def levels(leg: FakeLeg) -> set[int]:
    return {int(np.abs(tick).max()) for tick in leg.played}


def drawn_s(duration_s: float) -> str:
    return "." * round(duration_s * 10)


def test_the_agent_alone_hears_the_whisper_and_is_joined_after_it(talk: Talk) -> None:
    agent = FakeLeg(drawn_s(5) + "|")
    leg = FakeLeg(agent=agent, rings_s=3.0)
    report = talk(leg)
    assert leg.transferred_to == ["sip:managers@127.0.0.1:9"]
    assert leg.bridged_with == [agent]
    assert seconds(agent, WHISPER) == pytest.approx(1.0, abs=0.02)
    assert levels(agent) == {0, WHISPER}
    assert WHISPER not in levels(leg)
    assert seconds(leg, MUSIC) == pytest.approx(3.0 - 0.7 + 1.6, abs=0.3)
    assert report.path == ("hands_over", "thanks")
    assert report.outcome == "talked"
    [answered] = events(report, "AgentAnswered")
    assert answered["whisper"] == "Заявка, Анна."
    [tried], [left] = events(report, "TransferTried"), events(report, "AgentLeft")
    assert tried["is_connected"]
    assert left["talk_s"] == pytest.approx(left["at_s"] - tried["at_s"], abs=0.002)
    assert left["talk_s"] == pytest.approx(5.0 - 1.6, abs=0.3)


@pytest.mark.parametrize(
    "disposition", [Disposition.BUSY, Disposition.NO_ANSWER, Disposition.REJECTED]
)
def test_an_agent_who_is_not_reached_leaves_the_talk_to_the_robot(
    talk: Talk, disposition: Disposition
) -> None:
    leg = FakeLeg(agent=FakeLeg(transfer=disposition), rings_s=2.0)
    report = talk(leg)
    assert report.outcome == "busy"
    assert leg.bridged_with == []
    assert [each["is_connected"] for each in events(report, "TransferTried")] == [False]


def test_no_free_line_is_a_failure_with_its_reason(talk: Talk) -> None:
    report = talk(FakeLeg())
    assert report.outcome == "busy"
    assert events(report, "TransferTried")[0]["reason"] == "no free line in 30 s"


def test_an_agent_who_hangs_up_over_the_whisper_is_nobody(talk: Talk) -> None:
    leg = FakeLeg(agent=FakeLeg("......|"))
    report = talk(leg)
    assert report.outcome == "busy"
    assert leg.bridged_with == []
    assert "hung up before" in events(report, "TransferTried")[0]["reason"]


def test_without_a_way_on_the_call_ends_when_the_agent_leaves(talk: Talk) -> None:
    leg = FakeLeg(agent=FakeLeg(drawn_s(4) + "|"))
    report = talk(leg, scenario=SCENARIO.replace("after: thanks", ""))
    assert report.path == ("hands_over",)
    assert report.end.hung_up_by == "robot"


@pytest.mark.parametrize("left_after_s", [2.5, 6.0])
def test_a_caller_who_leaves_lets_the_agent_go(talk: Talk, left_after_s: float) -> None:
    """While it rings, and while both talk."""
    agent = FakeLeg()
    leg = FakeLeg(drawn_s(left_after_s) + "|", agent=agent, rings_s=3.0)
    report = talk(leg)
    assert report.end.hung_up_by == "caller"
    assert report.outcome == "hung_up"
    is_called = left_after_s > 3.0
    assert agent.is_over is is_called
    assert bool(leg.bridged_with) is is_called


def test_an_answering_machine_gets_neither_whisper_nor_caller(talk: Talk) -> None:
    agent = FakeLeg("##########" + drawn_s(9))
    leg = FakeLeg(agent=agent)
    machine = "вы позвонили на автоответчик оставьте сообщение после сигнала"
    report = talk(leg, machine, machine, machine, mode="background")
    assert report.outcome == "busy"
    assert WHISPER not in levels(agent)
    reason = events(report, "TransferTried")[0]["reason"]
    assert reason.startswith("machine answered: ")


def test_who_greets_as_an_offices_menu_does_is_told_and_joined(talk: Talk) -> None:
    agent = FakeLeg("##########" * 2 + drawn_s(9) + "|")
    greeting = "вы позвонили в компанию ромашка меня зовут иван"
    report = talk(FakeLeg(agent=agent), *[greeting] * 5, mode="background")
    assert report.outcome == "talked"
    assert seconds(agent, WHISPER) == pytest.approx(1.0, abs=0.02)


def test_a_person_is_told_after_the_hello_and_a_silent_one_after_a_while(
    talk: Talk,
) -> None:
    for drawing, told_s in (("#####", 0.5 + 0.8), ("", SILENCE_S)):
        agent = FakeLeg(drawing + drawn_s(9) + "|")
        report = talk(FakeLeg(agent=agent), "алло", mode="background")
        assert report.outcome == "talked"
        first = next(at for at, tick in enumerate(agent.played) if tick.any())
        at_s = first * FRAME_SAMPLES / RATE_HZ
        assert at_s == pytest.approx(told_s + 0.4, abs=0.35)


class AgentsMenu(FakeLeg):
    """Keeps the keys that come to it."""

    keys = ""

    @override
    async def press(self, keys: str) -> None:
        self.keys += keys


def test_keys_of_a_caller_who_is_joined_go_to_the_agent(talk: Talk) -> None:
    agent = AgentsMenu(drawn_s(6) + "|")
    leg = FakeLeg("9" + drawn_s(6.5) + "12", agent=agent)
    assert talk(leg).outcome == "talked"
    assert agent.keys == "12"


def test_without_a_recording_the_caller_hears_ringing(talk: Talk) -> None:
    leg = FakeLeg(agent=FakeLeg(transfer=Disposition.BUSY), rings_s=0.7 + RINGING_S)
    talk(leg, scenario=SCENARIO.replace("hold: music.wav", ""))
    assert MUSIC not in levels(leg)
    ringing = [tick for tick in leg.played if tick.min() < -2000]
    assert len(ringing) * FRAME_SAMPLES / RATE_HZ == pytest.approx(RINGING_S, abs=0.1)
