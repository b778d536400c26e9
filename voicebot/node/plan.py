"""Which processes a machine runs, from its settings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from sip.config import STACK_CALLS
from voicebot.conversation.needs import slots_for_agents
from voicebot.node.numbers import scenarios_of
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechPlan:
    """A process that holds the models and listens at `uri`."""

    name: str
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonePlan:
    """A process for `calls` callers at once on SIP port `port` (0: any free one).

    It dials `lines` calls of campaigns at once beside them. It has `slots` for all of
    these and for the agents that are called for them. The one that `registers` gets the
    calls of trunks that we register with.
    """

    name: str
    port: int
    calls: int
    lines: int
    slots: int
    registers: bool
    speech_uris: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BesidePlan:
    """A process that no call needs, and the module that it runs."""

    name: str
    module: str


JOBS = BesidePlan(name="jobs", module="voicebot.jobs.process")
WEB = BesidePlan(name="web", module="voicebot.web.process")


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePlan:
    """Speech services are started before the phones that ask them."""

    speech: tuple[SpeechPlan, ...]
    phones: tuple[PhonePlan, ...]
    beside: tuple[BesidePlan, ...] = ()


def kept_for_agents(settings: Settings) -> int:
    """Call slots that each phone keeps free of callers, as its scenarios need.

    Any campaign that comes later may transfer, so one is kept where any are dialled.

    Raises:
        ScenarioError: one cannot be read.
    """
    if settings.campaigns.lines:
        return 1
    scenarios = map(load_scenario, scenarios_of(settings))
    return max(map(slots_for_agents, scenarios), default=0)


def plan_of(settings: Settings, kept: int = 0) -> NodePlan:
    """As many phones as callers and campaigns need, on neighbouring ports.

    Each has `kept` slots more than these, within what the stack holds, and its part of
    both. A phone prefers one speech service and knows all others.
    """
    lines = settings.campaigns.lines
    sizes = _sizes(callers_of(settings) + lines, most=STACK_CALLS - kept)
    speech = _own_services(settings) if sizes and not settings.speech.uris else ()
    uris = settings.speech.uris or tuple(service.uri for service in speech)
    phones = tuple(
        PhonePlan(
            name=f"phone-{index}",
            port=settings.sip.port + index if settings.sip.port else 0,
            calls=size - dialled,
            lines=dialled,
            slots=size + kept,
            registers=index == 0,
            speech_uris=_turned(uris, index),
        )
        for index, (size, dialled) in enumerate(
            zip(sizes, _parts(lines, sizes), strict=True)
        )
    )
    return NodePlan(speech=speech, phones=phones, beside=tuple(_beside(settings)))


def _beside(settings: Settings) -> Iterator[BesidePlan]:
    """Jobs are done by each node that works with the database: any of them may die."""
    if settings.campaigns.lines or settings.web.port is not None:
        yield JOBS
    if settings.web.port is not None:
        yield WEB


def callers_of(settings: Settings) -> int:
    """How many callers at once the node is for: none, where it does other things."""
    does_others = settings.campaigns.lines > 0 or settings.web.port is not None
    is_called = bool(scenarios_of(settings)) or not does_others
    return settings.node.calls if is_called else 0


def _sizes(calls: int, *, most: int) -> list[int]:
    """Calls of each phone, each phone full but the last.

    >>> _sizes(10, most=4)
    [4, 4, 2]
    """
    return [min(most, calls - first) for first in range(0, calls, most)]


def _parts(lines: int, sizes: Sequence[int]) -> list[int]:
    """Of `lines` in all, each phone's part, by the phones' sizes.

    >>> _parts(5, [4, 4, 2])
    [2, 2, 1]
    >>> _parts(10, [4, 4, 2])
    [4, 4, 2]
    """
    ends = list(accumulate(sizes, initial=0))
    reached = [lines * end // ends[-1] for end in ends] if sizes else [0]
    return [after - before for before, after in pairwise(reached)]


def _own_services(settings: Settings) -> tuple[SpeechPlan, ...]:
    run = settings.folders.run
    return tuple(
        SpeechPlan(name=f"speech-{index}", uri=f"unix://{run}/speech-{index}.sock")
        for index in range(settings.speech.services)
    )


def _turned(uris: tuple[str, ...], by: int) -> tuple[str, ...]:
    first = by % len(uris)
    return uris[first:] + uris[:first]
