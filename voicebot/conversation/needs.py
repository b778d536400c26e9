"""What a scenario with its subdialogs will need of the world beside speech."""

import posixpath
from collections.abc import Iterator

from voicebot.scenario.model import Scenario
from voicebot.scenario.nodes.transfer import Transfer
from voicebot.scenario.nodes.webhook import Webhook
from voicebot.scenario.step import Step


def webhooks_of(scenario: Scenario) -> frozenset[str]:
    """Names and addresses that it may ask."""
    own = {step.to for step in _steps(scenario) if isinstance(step, Webhook)}
    return frozenset(own).union(*map(webhooks_of, scenario.parts.values()))


def slots_for_agents(scenario: Scenario) -> int:
    """Call slots that its callers must leave free: one, where an agent may be called."""
    own = any(
        isinstance(step, Transfer) and step.is_attended for step in _steps(scenario)
    )
    return max([int(own), *map(slots_for_agents, scenario.parts.values())])


def recordings_of(scenario: Scenario) -> frozenset[str]:
    """Files that it may play, relative to its folder; a subdialog's lie beside it."""
    own = {file for step in _steps(scenario) for _place, file in step.recordings()}
    return frozenset(own).union(
        *(
            {posixpath.join(posixpath.dirname(src), audio)}
            for src, part in scenario.parts.items()
            for audio in recordings_of(part)
        )
    )


def _steps(scenario: Scenario) -> Iterator[Step]:
    for node in scenario.nodes.values():
        yield from node.steps
