import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import numpy as np
import pytest

from sip.leg import RATE_HZ, Answered, Disposition, Ended, HungUpBy, Leg
from tests.rehearsal.test_studio_leg import FarEnd, leg_to
from voicebot.rehearsal.colleague_leg import RINGS_S, TALKS_S, ColleagueLeg
from voicebot.rehearsal.virtual_loop import run_virtually

Result = TypeVar("Result")


def at_once(scene: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    return run_virtually(scene())


async def times_of(leg: Leg) -> list[tuple[float, Answered | Ended]]:
    loop = asyncio.get_running_loop()
    return [
        (loop.time(), event)
        async for event in leg.events()
        if isinstance(event, Answered | Ended)
    ]


def test_it_is_a_leg() -> None:
    async def scene() -> Leg:
        return ColleagueLeg("sip:desk@studio", answers=True, ring_s=20)

    promised = {name for name in vars(Leg) if not name.startswith("_")}
    assert promised <= set(dir(at_once(scene)))


def test_one_who_is_joined_talks_for_a_while_and_leaves() -> None:
    async def scene() -> list[tuple[float, Answered | Ended]]:
        caller = leg_to(FarEnd())
        agent = await caller.call_agent("sip:desk@studio", ring_s=20, wait_s=0)
        await caller.bridge(agent)
        return await times_of(agent)

    (answered_s, answered), (ended_s, ended) = at_once(scene)
    assert answered == Answered()
    assert isinstance(ended, Ended)
    assert ended.hung_up_by is HungUpBy.CALLER
    assert (answered_s, ended_s) == pytest.approx((RINGS_S, TALKS_S))


@pytest.mark.parametrize(("connects", "ring_s"), [(False, 20.0), (True, 1.0)])
def test_one_who_does_not_answer_in_time_ends_the_ringing(
    *, connects: bool, ring_s: float
) -> None:
    async def scene() -> list[tuple[float, Answered | Ended]]:
        caller = leg_to(FarEnd(), lambda: connects)
        return await times_of(
            await caller.call_agent("sip:desk@studio", ring_s=ring_s, wait_s=0)
        )

    [(ended_s, ended)] = at_once(scene)
    assert isinstance(ended, Ended)
    assert ended.disposition is Disposition.NO_ANSWER
    assert ended_s == pytest.approx(ring_s)


def test_what_the_robot_whispers_is_played_from_the_answer_on() -> None:
    async def scene() -> list[bool]:
        agent = ColleagueLeg("sip:desk@studio", answers=True, ring_s=20)
        agent.play(np.full(RATE_HZ // 10, 3000, np.int16))
        found = []
        async for tick in agent.audio():
            found.append(bool(tick.played.any()))
            if len(found) == 8:
                await agent.hang_up()
        return found

    assert at_once(scene) == [True] * 5 + [False] * 3
