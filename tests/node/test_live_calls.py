"""What a phone's calls are doing, and what they lost."""

from dataclasses import dataclass

from voicebot.conversation.events import (
    AgentLeft,
    CallAnswered,
    CallEvent,
    NodeAction,
    SilenceTaken,
    TransferTried,
)
from voicebot.node.call_state import CallState
from voicebot.node.live_calls import LiveCalls
from voicebot.scenario.actions import Transfer

TRANSFER = NodeAction(action=Transfer(to="managers", ring_s=20, hold=None))


@dataclass(slots=True, kw_only=True)
class HeldLeg:
    call_id: str
    dropped_ticks: int = 0


def tried(*, is_connected: bool) -> CallEvent:
    return TransferTried(
        to="managers", is_connected=is_connected, sip_code=200, reason=""
    )


def test_a_call_is_followed_from_its_ringing_to_its_agent_and_back() -> None:
    live = LiveCalls(lambda: None)
    states = []
    with live.counted(HeldLeg(call_id="a"), "survey"):
        states += [call.state for call in live.calls]
        for event in (
            *(CallAnswered(), SilenceTaken(), TRANSFER, tried(is_connected=False)),
            *(TRANSFER, tried(is_connected=True), AgentLeft(to="managers", talk_s=1)),
        ):
            live.follow("a", event)
            states += [call.state for call in live.calls]
    assert live.calls == ()
    ringing, talking, moving, agent = CallState
    assert states == [
        *(ringing, talking, talking, moving, talking, moving, agent, talking)
    ]


def test_whoever_asks_is_told_of_each_change_and_of_no_other_event() -> None:
    changes: list[int] = []
    live = LiveCalls(lambda: changes.append(len(live.calls)))
    with live.counted(HeldLeg(call_id="a"), "survey"):
        live.follow("a", CallAnswered())
        live.follow("a", SilenceTaken())
    assert changes == [1, 1, 0]


def test_what_a_call_lost_stays_counted_when_it_is_over() -> None:
    live = LiveCalls(lambda: None)
    leg = HeldLeg(call_id="a")
    with live.counted(leg, "survey"), live.counted(HeldLeg(call_id="b"), "survey"):
        leg.dropped_ticks = 3
        assert live.dropped_ticks == 3
    with live.counted(HeldLeg(call_id="c", dropped_ticks=2), "survey"):
        assert live.dropped_ticks == 5
    assert live.dropped_ticks == 5
