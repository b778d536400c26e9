"""How many calls a phone dials for campaigns, and what it does without room."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from sip.errors import LineBusy, SipError, TrunksBusy
from sip.trunk import Through
from tests.node.test_attempt_watch import report
from tests.node.test_live_calls import HeldLeg
from voicebot.campaign.budget import TrunkBudget
from voicebot.conversation.call import Places
from voicebot.conversation.outgoing import Callee
from voicebot.conversation.reception import Watch
from voicebot.conversation.report import CallReport
from voicebot.dialer.caller import NotDialled
from voicebot.dialer.order import CallOrder
from voicebot.node.campaign_caller import CampaignCaller
from voicebot.node.dialling import Share
from voicebot.node.live_calls import LiveCalls
from voicebot.node.tally import Tally

TWO_LINES = Share(lines=2, callers=1)
MAIN = (TrunkBudget(name="main"),)


class Line:
    """With so much room, which calls that it places do not change by themselves."""

    def __init__(self, room: int = 3, refusal: SipError | None = None) -> None:
        self.room_for_callers = room
        self.refusal = refusal
        self.through: list[Through | None] = []

    async def place(
        self, uri: str, *, ring_s: float, through: Through | None = None
    ) -> Any:
        if self.refusal:
            raise self.refusal
        self.through.append(through)
        self.room_for_callers -= 1
        return HeldLeg(call_id=uri)


class Talks:
    """Every scenario: says nothing until `over`."""

    def __init__(self) -> None:
        self.callees: list[Callee] = []
        self.is_reading = False
        self.placing = asyncio.Event()
        self.over = asyncio.Event()

    def ready(self, name: str) -> "Talks | None":
        return None if self.is_reading else self

    async def dial(self, line: Places, callee: Callee, watch: Watch) -> CallReport:
        self.callees.append(callee)
        await self.placing.wait()
        async with asyncio.TaskGroup():
            await line.place(callee.to, ring_s=callee.ring_s)
        await self.over.wait()
        return report("busy")


class Desk:
    """A caller with all that it works with."""

    def __init__(
        self,
        line: Line,
        share: Share = TWO_LINES,
        trunks: Sequence[TrunkBudget] = MAIN,
    ) -> None:
        self.line = line
        self.talks = Talks()
        self.live = LiveCalls(lambda: None)
        self.tally = Tally()
        self.caller = CampaignCaller(
            line, self.talks, self.live, self.tally, share, lambda: trunks
        )


def order(number: str = "+79260000001") -> CallOrder:
    return CallOrder(
        lease_id=7,
        campaign_id=1,
        campaign="leads",
        contact_id=5,
        number=number,
        trunk="main",
        ring_s=20.0,
        scenario="credit_lead",
        slots={"client_name": "Анна"},
        zone="Asia/Yekaterinburg",
        label="Кредитная компания",
    )


@pytest.mark.parametrize(
    ("room", "lines", "callers", "free"),
    [
        (3, 2, 1, 2),
        (2, 2, 1, 1),
        (1, 2, 1, 0),
        (0, 2, 0, 0),
        (3, 1, 0, 1),
        (3, 9, 0, 3),
    ],
)
def test_the_places_of_callers_who_may_come_are_left_free(
    room: int, lines: int, callers: int, free: int
) -> None:
    async def check() -> int:
        share = Share(lines=lines, callers=callers)
        return Desk(Line(room), share).caller.free

    assert asyncio.run(check()) == free


def test_a_caller_who_has_come_has_that_place_already() -> None:
    async def check() -> None:
        desk = Desk(Line(room=2))
        with desk.live.counted(HeldLeg(call_id="a"), "reception"):
            assert desk.caller.free == 2

    asyncio.run(check())


def test_without_a_channel_of_any_trunk_no_line_is_free() -> None:
    async def check() -> None:
        assert Desk(Line(), trunks=()).caller.free == 0

    asyncio.run(check())


def test_a_call_takes_its_place_from_when_it_is_asked_for_to_its_end() -> None:
    async def check() -> None:
        desk = Desk(Line())
        async with asyncio.TaskGroup() as group:
            call = group.create_task(desk.caller.call(order()))
            free = [desk.caller.free]
            await asyncio.sleep(0)
            free.append(desk.caller.free)
            desk.talks.placing.set()
            while not desk.live.calls:  # noqa: ASYNC110  # some turns of the loop away
                await asyncio.sleep(0)
            free.append(desk.caller.free)
            assert [each.campaign for each in desk.live.calls] == ["leads"]
            desk.talks.over.set()
            await call
        desk.line.room_for_callers += 1
        assert [*free, desk.caller.free] == [2, 1, 1, 2]
        assert desk.live.calls == ()
        assert desk.tally.attempts == {"leads": {"busy": 1}}

    asyncio.run(check())


def test_nobody_waits_for_a_scenario_that_is_being_read() -> None:
    async def check() -> None:
        desk = Desk(Line())
        desk.talks.is_reading = True
        assert desk.caller.free == 0
        with pytest.raises(NotDialled, match="credit_lead is being read"):
            await desk.caller.call(order())
        assert desk.line.through == []

    asyncio.run(check())


def test_the_order_is_what_is_dialled() -> None:
    async def check() -> None:
        desk = Desk(Line())
        desk.talks.placing.set()
        desk.talks.over.set()
        made = await desk.caller.call(order())
        [callee] = desk.talks.callees
        assert (callee.to, callee.ring_s) == ("+79260000001", 20.0)
        assert callee.zone == "Asia/Yekaterinburg"
        assert callee.campaign == {"name": "leads", "contact": "5", "attempt": "7"}
        through = Through(trunk="main", shown_name="Кредитная компания")
        assert desk.line.through == [through]
        assert made.attempt.result == "busy"

    asyncio.run(check())


@pytest.mark.parametrize("refusal", [LineBusy(slots=4), TrunksBusy(names="main")])
def test_without_room_after_all_nobody_was_dialled(refusal: SipError) -> None:
    async def check() -> None:
        desk = Desk(Line(refusal=refusal))
        desk.talks.placing.set()
        with pytest.raises(NotDialled):
            await desk.caller.call(order())
        assert desk.caller.free == 2
        assert desk.tally.attempts == {}

    asyncio.run(check())
