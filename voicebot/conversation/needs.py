"""What a scenario with its subdialogs will need of the world beside speech."""

import posixpath
from collections.abc import Iterator

from voicebot.scenario.model import Scenario
from voicebot.scenario.nodes.hold import Hold
from voicebot.scenario.nodes.transfer import Transfer
from voicebot.scenario.nodes.webhook import Webhook
from voicebot.scenario.step import Step


def webhooks_of(scenario: Scenario) -> frozenset[str]:
    """Names and addresses that it may ask."""
    own = {step.to for step in _steps(scenario) if isinstance(step, Webhook)}
    return frozenset(own).union(*map(webhooks_of, scenario.parts.values()))


def recordings_of(scenario: Scenario) -> frozenset[str]:
    """Files that it may play, relative to its folder; a subdialog's lie beside it."""
    own = {audio for step in _steps(scenario) for audio in _recordings(step)}
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


def _recordings(step: Step) -> Iterator[str]:
    for spoken in step.spoken():
        if spoken.audio is not None:
            yield spoken.audio
    match step:
        case Hold(audio=audio):
            yield audio
        case Webhook(hold=str(hold)) | Transfer(hold=str(hold)):
            yield hold
        case _:
            return
