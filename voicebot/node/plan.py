"""Which processes a machine runs, from its settings."""

from dataclasses import dataclass
from enum import StrEnum

from sip.config import STACK_CALLS
from voicebot.conversation.needs import slots_for_agents
from voicebot.node.numbers import scenarios_of
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import Settings


class Kind(StrEnum):
    """What a process of the node does."""

    SPEECH = "speech"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechPlan:
    """A process that holds the models and listens at `uri`."""

    name: str
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonePlan:
    """A process for `calls` callers at once on SIP port `port` (0: any free one).

    It has `slots` for them and for the agents that are called for them. The one that
    `registers` gets the calls of trunks that we register with.
    """

    name: str
    port: int
    calls: int
    slots: int
    registers: bool
    speech_uris: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePlan:
    """Speech services are started before the phones that ask them."""

    speech: tuple[SpeechPlan, ...]
    phones: tuple[PhonePlan, ...]


def kept_for_agents(settings: Settings) -> int:
    """Call slots that each phone keeps free of callers, as its scenarios need.

    Raises:
        ScenarioError: one cannot be read.
    """
    scenarios = map(load_scenario, scenarios_of(settings))
    return max(map(slots_for_agents, scenarios), default=0)


def plan_of(settings: Settings, kept: int = 0) -> NodePlan:
    """As many phones as the callers need, on neighbouring ports.

    Each has `kept` slots more than callers, within what the stack holds. A phone
    prefers one speech service and knows all others.
    """
    speech = () if settings.speech.uris else _own_services(settings)
    uris = settings.speech.uris or tuple(service.uri for service in speech)
    most = STACK_CALLS - kept
    count = -(-settings.node.calls // most)
    callers = [min(most, settings.node.calls - index * most) for index in range(count)]
    phones = tuple(
        PhonePlan(
            name=f"phone-{index}",
            port=settings.sip.port + index if settings.sip.port else 0,
            calls=calls,
            slots=calls + kept,
            registers=index == 0,
            speech_uris=_turned(uris, index),
        )
        for index, calls in enumerate(callers)
    )
    return NodePlan(speech=speech, phones=phones)


def _own_services(settings: Settings) -> tuple[SpeechPlan, ...]:
    run = settings.folders.run
    return tuple(
        SpeechPlan(name=f"speech-{index}", uri=f"unix://{run}/speech-{index}.sock")
        for index in range(settings.speech.services)
    )


def _turned(uris: tuple[str, ...], by: int) -> tuple[str, ...]:
    first = by % len(uris)
    return uris[first:] + uris[:first]
