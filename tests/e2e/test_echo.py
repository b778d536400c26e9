"""A telephone that returns the robot's own voice, over real SIP."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sip.config import SipConfig
from sip.endpoint import open_line
from sip.leg import RATE_HZ, Samples
from sip.pjsua_leg import PjsuaLeg
from sip.sound_file import read_sound
from tests.e2e.conftest import CALL_TIMEOUT_S, DIALOGS, Speak, run_voicebot

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(180)]

WAITS_S = 2.0
"""So long the robot must be silent before the caller answers it."""

_AUDIBLE = 250
_MOST_WAITING = round(0.06 * RATE_HZ)


class LoopingCaller:
    """Sends back what it hears, later and weaker; answers once the robot fell silent."""

    def __init__(self, answer: Samples, *, level_db: float, delay_s: float) -> None:
        self._gain = 10 ** (level_db / 20)
        self._on_the_way = np.zeros(round(delay_s * RATE_HZ), np.int16)
        self._answer = answer
        self._silent_s = 0.0
        self._has_heard = False
        self.answered_after_s: float | None = None
        self._now_s = 0.0

    def hear(self, heard: Samples) -> Samples:
        """What it sends while it hears the next 20 ms."""
        self._now_s += len(heard) / RATE_HZ
        came = np.concatenate([self._on_the_way, heard])
        echo, self._on_the_way = came[: len(heard)], came[len(heard) :]
        self._follow(heard)
        said, self._answer = self._said(len(heard))
        sent = np.rint(self._gain * echo) + np.pad(said, (0, len(heard) - len(said)))
        limited: Samples = np.clip(sent, -32768, 32767).astype(np.int16)
        return limited

    def _follow(self, heard: Samples) -> None:
        is_sounding = bool(np.abs(heard.astype(np.int32)).max() > _AUDIBLE)
        self._has_heard |= is_sounding
        self._silent_s = 0.0 if is_sounding else self._silent_s + len(heard) / RATE_HZ

    def _said(self, length: int) -> tuple[Samples, Samples]:
        is_asked = self._has_heard and self._silent_s >= WAITS_S
        if self.answered_after_s is None and is_asked:
            self.answered_after_s = self._now_s
        if self.answered_after_s is None:
            return self._answer[:0], self._answer
        return self._answer[:length], self._answer[length:]


async def take_call(leg: PjsuaLeg, caller: LoopingCaller) -> None:
    """What piles up where this machine is busy is thrown away: no network's delay grows."""
    await leg.answer()
    async for tick in leg.audio():
        if leg.waiting_samples > _MOST_WAITING:
            leg.discard()
        if not tick.is_early:
            leg.play(caller.hear(tick.heard))


async def called(caller: LoopingCaller, recordings: Path) -> dict[str, Any]:
    """The robot's report of a call to a telephone that returns its voice."""
    config = SipConfig(bind="127.0.0.1", port=0)
    async with asyncio.timeout(CALL_TIMEOUT_S), open_line(config) as line:
        robot = asyncio.create_task(
            run_voicebot(
                *("call", line.uri, "--json", "--slot", "client_name=Анна"),
                *("--scenario", str(DIALOGS / "credit_lead.yaml")),
                environment={"VOICEBOT_FOLDERS__RECORDINGS": str(recordings)},
            )
        )
        leg = await anext(aiter(line.incoming()))
        await take_call(leg, caller)
        ran = await robot
    assert ran.code == 0, ran.err
    report: dict[str, Any] = json.loads(ran.out.splitlines()[-1])
    return report


def events(report: dict[str, Any]) -> Sequence[dict[str, Any]]:
    lines = Path(report["timeline"]).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize(("level_db", "delay_s"), [(-10.0, 0.12), (-20.0, 0.2)])
def test_the_robots_own_voice_is_no_turn_and_the_answer_after_it_is(
    speak: Speak, tmp_path: Path, level_db: float, delay_s: float
) -> None:
    answer = read_sound(speak("Нет, спасибо.")).samples
    caller = LoopingCaller(answer, level_db=level_db, delay_s=delay_s)
    report = asyncio.run(called(caller, tmp_path))
    seen = events(report)
    names = [event["event"] for event in seen]
    assert "PromptHeld" not in names
    assert names.count("TurnTaken") == 1
    assert caller.answered_after_s is not None
    turn = next(event for event in seen if event["event"] == "TurnTaken")
    assert turn["at_s"] > caller.answered_after_s - 0.5
    assert report["outcome"] == "rejected"
