"""What a call is doing, by the events of its timeline."""

from enum import StrEnum

from voicebot.conversation.events import (
    AgentLeft,
    CallAnswered,
    CallEvent,
    NodeAction,
    TransferTried,
)
from voicebot.scenario.actions import Transfer


class CallState(StrEnum):
    """One call now, as `voicebot status` and the figures tell it."""

    RINGING = "ringing"
    TALKING = "talking"
    TRANSFERRING = "transferring"
    WITH_AGENT = "with_agent"


def state_after(state: CallState, event: CallEvent) -> CallState:
    """Where an event leads; most lead nowhere else."""
    match event:
        case CallAnswered() | AgentLeft() | TransferTried(is_connected=False):
            return CallState.TALKING
        case NodeAction(action=Transfer()):
            return CallState.TRANSFERRING
        case TransferTried():
            return CallState.WITH_AGENT
        case _:
            return state
