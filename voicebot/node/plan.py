"""Which processes a machine runs, from its settings."""

from dataclasses import dataclass
from enum import StrEnum

from sip.config import STACK_CALLS
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
    """A process with `calls` slots on SIP port `port` (0: any free one).

    The one that `registers` gets the calls of trunks that we register with.
    """

    name: str
    port: int
    calls: int
    registers: bool
    speech_uris: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePlan:
    """Speech services are started before the phones that ask them."""

    speech: tuple[SpeechPlan, ...]
    phones: tuple[PhonePlan, ...]


def plan_of(settings: Settings) -> NodePlan:
    """As many phones as the calls need, on neighbouring ports.

    A phone prefers one speech service and knows all others.
    """
    speech = () if settings.speech.uris else _own_services(settings)
    uris = settings.speech.uris or tuple(service.uri for service in speech)
    count = -(-settings.node.calls // STACK_CALLS)
    phones = tuple(
        PhonePlan(
            name=f"phone-{index}",
            port=settings.sip.port + index if settings.sip.port else 0,
            calls=min(STACK_CALLS, settings.node.calls - index * STACK_CALLS),
            registers=index == 0,
            speech_uris=_turned(uris, index),
        )
        for index in range(count)
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
