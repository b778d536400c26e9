"""Calls over bad lines: the dialogue goes on, or ends decently."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.callers.events import CallerEvent, stretches, talk_s
from benchmarks.callers.node import Node, serving
from benchmarks.callers.program import Cue, calling
from benchmarks.callers.replies import as_alaw
from tests.e2e.conftest import Speak
from tests.e2e.running_node import ASKS_TWICE

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(240)]

RTP_SILENCE_S = 3.0
LINES = {
    "5 % lost": ("--loss", "0.05"),
    "outages": ("--burst", "0.2:2"),
    "jitter": ("--jitter", "0.04"),
    "40 % lost": ("--loss", "0.4"),
    "gone": ("--vanish", "4"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A call as its caller and as the robot tells of it."""

    caller: Sequence[CallerEvent]
    robot: Mapping[str, Any]


@pytest.fixture(scope="module")
def ended(
    speak: Speak, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Ended]:
    """One call over each line, all at the same time."""
    folder = tmp_path_factory.mktemp("lines")
    scenario = folder / "asks.yaml"
    scenario.write_text(ASKS_TWICE, encoding="utf-8")
    cue = Cue(said=as_alaw(speak("Да, конечно."), folder))
    return asyncio.run(call_over_all(folder, scenario, cue))


async def call_over_all(folder: Path, scenario: Path, cue: Cue) -> dict[str, Ended]:
    settings = {"sip": {"rtp_silence_s": RTP_SILENCE_S}}
    async with serving(folder, scenario, calls=len(LINES), settings=settings) as node:
        # A program for each line, so every one calls a phone with a free slot.
        phones = [phone for phone in await node.addresses() for _slot in range(4)]
        heard = await asyncio.gather(
            *(
                call_over(phone, cue, LINES[line])
                for phone, line in zip(phones, LINES, strict=False)
            )
        )
        await node.until_idle()
        return {
            line: ended_of(node, call) for line, call in zip(LINES, heard, strict=True)
        }


async def call_over(phone: str, cue: Cue, faults: Sequence[str]) -> list[CallerEvent]:
    options = ("--cycle", "--give-up", "100", *faults)
    return [event async for event in calling([phone], [cue], *options)]


def ended_of(node: Node, caller: Sequence[CallerEvent]) -> Ended:
    robot = next(
        report for report in node.reports() if report["call_id"] == caller[0].call_id
    )
    return Ended(caller=caller, robot=robot)


@pytest.mark.parametrize("line", ["5 % lost", "outages", "jitter"])
def test_a_dialogue_goes_on_over_a_bad_line(
    ended: Mapping[str, Ended], line: str
) -> None:
    assert ended[line].robot["outcome"] == "agreed"
    assert ended[line].robot["hung_up_by"] == "robot"


def test_a_line_that_is_no_use_ends_with_the_robots_words(
    ended: Mapping[str, Ended],
) -> None:
    call = ended["40 % lost"]
    assert call.robot["hung_up_by"] == "robot"
    assert call.caller[-1].event == "hung_up"
    assert stretches(call.caller, "robot")[-1].ended_s > call.caller[-1].at_s - 3


def test_a_caller_without_packets_is_hung_up(ended: Mapping[str, Ended]) -> None:
    assert ended["gone"].robot["hung_up_by"] == "rtp_silence"
    assert talk_s(ended["gone"].caller) < 4 + 2 * RTP_SILENCE_S
