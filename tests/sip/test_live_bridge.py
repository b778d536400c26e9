"""Two calls of one line that hear each other, with real RTP."""

import asyncio
from pathlib import Path

import pytest
import soundfile

from sip.errors import LineBusy, LineClosed
from sip.leg import RATE_HZ, Answered, Disposition, Ended, HungUpBy, Samples
from sip.subscriber_process import SubscriberProcess
from tests.sip.calling import Watched, line_and_phone, live, place
from tests.sip.sounds import babble, likeness, saved

pytestmark = pytest.mark.live

ALIKE, UNLIKE = 0.9, 0.4
SEGMENT = RATE_HZ // 10
"""Short, for on a busy machine jitter buffers cut and stretch."""


def is_heard(sent: Samples, heard: Samples) -> bool:
    found = sorted(likeness(sent, heard, SEGMENT))
    middle = found[len(found) // 2]
    assert middle > ALIKE or middle < UNLIKE, found
    return middle > ALIKE


def channels(record: Path) -> tuple[Samples, Samples]:
    """What a subscriber said, and what it heard."""
    stereo, rate_hz = soundfile.read(record, dtype="int16")
    assert rate_hz == RATE_HZ
    return stereo[:, 0], stereo[:, 1]


def test_bridged_calls_hear_each_other_and_the_ticks_hold_both(tmp_path: Path) -> None:
    caller_says, agent_says, whisper = (babble(2.0, seed=seed) for seed in (1, 2, 3))
    records = tmp_path / "caller.wav", tmp_path / "agent.wav"

    def options(record: Path, said: Samples) -> tuple[str, ...]:
        sound = saved(record.with_stem(record.stem + "-says"), said)
        return ("--ring", "100ms", "--record", str(record), "--say", sound + "@3s")

    async def scene() -> tuple[Watched, Watched]:
        async with (
            line_and_phone(*options(records[0], caller_says)) as (line, phone),
            SubscriberProcess(*options(records[1], agent_says)) as agent_phone,
        ):
            caller = await place(line, phone.uri)
            await caller.until(Answered)
            leg = await caller.leg.call_agent(agent_phone.uri, ring_s=5, wait_s=0)
            agent = Watched(leg)
            await agent.until(Answered)
            leg.play(whisper)
            await agent.until_ticks(lambda _: leg.waiting_samples == 0)
            await caller.leg.bridge(leg)
            await agent.until_ticks(lambda ticks: len(ticks) > 50 * 6)
            await caller.leg.hang_up()
            assert (await agent.ended()).hung_up_by is HungUpBy.ROBOT
            await asyncio.gather(phone.report(), agent_phone.report())
        return caller, agent

    caller, agent = live(scene)
    assert is_heard(caller_says, channels(records[1])[1])
    assert is_heard(agent_says, channels(records[0])[1])
    assert is_heard(whisper, channels(records[1])[1])
    assert not is_heard(whisper, channels(records[0])[1])
    assert is_heard(agent_says, caller.played)
    assert is_heard(caller_says, caller.heard)
    assert is_heard(caller_says, agent.played)
    assert not is_heard(whisper, caller.played)


def test_an_agent_who_leaves_leaves_the_caller_with_the_robot() -> None:
    async def scene() -> None:
        async with (
            line_and_phone("--ring", "100ms") as (line, phone),
            SubscriberProcess("--ring", "100ms", "--hang-up-after", "1s") as other,
        ):
            caller = await place(line, phone.uri)
            await caller.until(Answered)
            for _turn in range(2):
                leg = await caller.leg.call_agent(other.uri, ring_s=5, wait_s=1)
                agent = Watched(leg)
                await agent.until(Answered)
                await caller.leg.bridge(leg)
                assert (await agent.ended()).hung_up_by is HungUpBy.CALLER
            ticks = len(caller.ticks)
            await caller.until_ticks(lambda heard: len(heard) > ticks + 10)
            assert not any(isinstance(event, Ended) for event in caller.events)

    live(scene)


def test_an_agent_is_let_go_when_the_caller_leaves_while_it_rings() -> None:
    async def scene() -> None:
        async with (
            line_and_phone("--ring", "100ms", "--hang-up-after", "1s") as (line, phone),
            SubscriberProcess("--no-answer") as other,
        ):
            caller = await place(line, phone.uri)
            await caller.until(Answered)
            leg = await caller.leg.call_agent(other.uri, ring_s=15, wait_s=0)
            agent = Watched(leg)
            assert (await agent.ended()).disposition is Disposition.NO_ANSWER
            await caller.ended()
            with pytest.raises(LineClosed):
                await caller.leg.call_agent(other.uri, ring_s=15, wait_s=0)

    live(scene)


def test_a_busy_agent_is_told_as_such_and_no_free_slot_as_a_busy_line() -> None:
    async def scene() -> None:
        async with (
            line_and_phone("--ring", "100ms", max_calls=2) as (line, phone),
            SubscriberProcess("--busy") as busy,
        ):
            caller = await place(line, phone.uri)
            await caller.until(Answered)
            leg = await caller.leg.call_agent(busy.uri, ring_s=5, wait_s=0)
            assert (await Watched(leg).ended()).disposition is Disposition.BUSY
            other = await place(line, phone.uri)
            await other.until(Answered)
            with pytest.raises(LineBusy):
                await caller.leg.call_agent(busy.uri, ring_s=5, wait_s=0.3)
            waiting = asyncio.create_task(
                caller.leg.call_agent(busy.uri, ring_s=5, wait_s=5)
            )
            await other.leg.hang_up()
            assert (await Watched(await waiting).ended()).disposition is (
                Disposition.BUSY
            )

    live(scene)


def test_callers_never_take_the_slot_that_is_kept_for_agents() -> None:
    async def scene() -> None:
        async with (
            line_and_phone("--ring", "100ms", kept_for_agents=1) as (line, phone),
            SubscriberProcess("--ring", "100ms") as other,
        ):
            callers = [await place(line, phone.uri) for _ in range(3)]
            for caller in callers:
                await caller.until(Answered)
            with pytest.raises(LineBusy):
                await line.place(phone.uri, ring_s=5)
            async with SubscriberProcess("--place", line.uri) as late:
                assert (await late.report())["sip_code"] == 486
            leg = await callers[0].leg.call_agent(other.uri, ring_s=5, wait_s=0)
            agent = Watched(leg)
            await agent.until(Answered)
            with pytest.raises(LineBusy):
                await callers[1].leg.call_agent(other.uri, ring_s=5, wait_s=0.3)
            await line.keep_for_agents(0)
            await leg.hang_up()
            await agent.ended()
            await place(line, phone.uri)

    live(scene)
