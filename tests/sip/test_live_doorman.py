"""Requests that are answered before the stack makes calls of them."""

import asyncio
from contextlib import closing
from dataclasses import replace

import pytest

from sip.config import SipConfig
from sip.doorman import Knock, Refusal
from sip.endpoint import open_line
from sip.native import stack_calls
from sip.trunk import Trunk
from sip.trunk_budget import OwnBudget
from tests.sip.stranger import Stranger

pytestmark = [pytest.mark.live, pytest.mark.timeout(60)]


def test_a_judge_answers_before_any_call_slot_is_taken() -> None:
    seen: list[Knock] = []

    def judge(knock: Knock) -> Refusal:
        seen.append(knock)
        contact = ("Contact", f"<sip:{knock.called}@192.0.2.7:5061>")
        return Refusal(sip_code=302, headers=(contact, ("Retry-After", "7")))

    async def check() -> None:
        async with open_line(SipConfig(bind="127.0.0.1", port=0)) as line:
            await line.judge_by(judge)
            with closing(Stranger(line.uri)) as stranger:
                for _each in range(199):
                    await stranger.ask("INVITE", "+74951234567")
                response = await stranger.ask("INVITE", "+74951234567")
                assert response.startswith("SIP/2.0 302 ")
                assert response.count("Contact:") == 1
                assert "Contact: <sip:+74951234567@192.0.2.7:5061>\r\n" in response
                assert "Retry-After: 7\r\n" in response
                assert stack_calls() == 0

    asyncio.run(check())
    assert len(seen) == 200
    assert seen[0] == Knock(
        method="INVITE", called="+74951234567", host="127.0.0.1", is_full=False
    )


def test_what_the_judge_lets_in_goes_the_usual_way() -> None:
    async def check() -> None:
        async with open_line(SipConfig(bind="127.0.0.1", port=0)) as line:
            await line.judge_by(lambda _knock: None)
            with closing(Stranger(line.uri)) as stranger:
                assert (await stranger.ask("OPTIONS")).startswith("SIP/2.0 200 ")

    asyncio.run(check())


def test_a_judge_that_fails_harms_nobody() -> None:
    def judge(_knock: Knock) -> Refusal:
        raise RuntimeError("out of its mind")

    async def check() -> None:
        async with open_line(SipConfig(bind="127.0.0.1", port=0)) as line:
            await line.judge_by(judge)
            with closing(Stranger(line.uri)) as stranger:
                assert (await stranger.ask("OPTIONS")).startswith("SIP/2.0 200 ")

    asyncio.run(check())


def knows_nobody_here() -> SipConfig:
    """A line that takes calls from one trunk, which is elsewhere."""
    elsewhere = Trunk(name="main", host="192.0.2.1", keep_alive_s=0)
    return SipConfig(
        bind="127.0.0.1", port=0, trunks=(elsewhere,), accepts_anyone=False
    )


@pytest.mark.parametrize("method", ["INVITE", "OPTIONS"])
def test_a_stranger_is_told_nothing_but_that_it_is_one(method: str) -> None:
    seen: list[Knock] = []

    def judge(knock: Knock) -> Refusal:
        seen.append(knock)
        return Refusal(sip_code=302, headers=(("Contact", "<sip:192.0.2.7:5061>"),))

    async def check() -> None:
        async with open_line(knows_nobody_here()) as line:
            await line.judge_by(judge)
            with closing(Stranger(line.uri)) as stranger:
                response = await stranger.ask(method)
                assert response.startswith("SIP/2.0 403 ")
                assert "Contact" not in response
                assert "192.0.2." not in response
                assert stack_calls() == 0

    asyncio.run(check())
    assert seen == []


def test_a_neighbour_is_judged_like_a_trunk() -> None:
    async def check() -> None:
        config = replace(knows_nobody_here(), accepts_from=("127.0.0.0/8",))
        async with open_line(config) as line:
            await line.judge_by(lambda _knock: Refusal(sip_code=302))
            with closing(Stranger(line.uri)) as stranger:
                assert (await stranger.ask("INVITE")).startswith("SIP/2.0 302 ")

    asyncio.run(check())


def test_a_judge_is_told_that_a_trunk_has_no_channel_left() -> None:
    seen: list[Knock] = []

    def judge(knock: Knock) -> Refusal:
        seen.append(knock)
        return Refusal(sip_code=503)

    async def check() -> None:
        here = Trunk(name="main", host="127.0.0.1", channels=1, keep_alive_s=0)
        config = SipConfig(bind="127.0.0.1", port=0, trunks=(here,))
        budget = OwnBudget(channels=1, calls_per_s=None)
        async with open_line(config, lambda _trunk: budget) as line:
            await line.judge_by(judge)
            with closing(Stranger(line.uri)) as stranger:
                await stranger.ask("INVITE")
                budget.occupy()
                await stranger.ask("INVITE")

    asyncio.run(check())
    assert [knock.is_trunk_full for knock in seen] == [False, True]


def test_a_proxy_that_asks_can_be_told_that_no_calls_are_taken() -> None:
    async def check() -> None:
        async with open_line(SipConfig(bind="127.0.0.1", port=0)) as line:
            await line.judge_by(lambda _knock: Refusal(sip_code=503))
            with closing(Stranger(line.uri)) as stranger:
                assert (await stranger.ask("OPTIONS")).startswith("SIP/2.0 503 ")

    asyncio.run(check())
