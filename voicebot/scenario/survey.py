"""Walks over everything of a scenario that stands in its file."""

from collections.abc import Iterator, Mapping

from voicebot.scenario.model import Scenario
from voicebot.scenario.nodes.subdialog import Subdialog
from voicebot.scenario.options import Options
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.reply import Reply
from voicebot.scenario.template import Template


def all_replies(scenario: Scenario) -> Iterator[tuple[Place, Reply]]:
    """Every reply: global ones, and those to silence and to a no-match."""
    for intent, reply in scenario.globals.items():
        if isinstance(reply, Reply):
            yield ("globals", intent), reply
    for place, options in all_options(scenario):
        for key in ("on_noinput", "on_nomatch"):
            for index, reply in enumerate(getattr(options, key) or ()):
                yield (*place, key, index), reply


def all_options(scenario: Scenario) -> Iterator[tuple[Place, Options]]:
    """The scenario's defaults, then every node."""
    yield ("defaults",), scenario.defaults
    for name, node in scenario.nodes.items():
        yield ("nodes", name), node


def all_exits(scenario: Scenario) -> Iterator[tuple[Place, str]]:
    """Every target, wherever it stands."""
    for place, reply in all_replies(scenario):
        if reply.go is not None:
            yield (*place, "go"), reply.go
    for by, target in scenario.answering.targets.items():
        yield ("answering", by), target
    for name, node in scenario.nodes.items():
        for exit_ in node.exits:
            yield ("nodes", name, *exit_.place), exit_.target


def all_subdialogs(scenario: Scenario) -> Iterator[tuple[Place, str]]:
    """Every file of a subdialog, as it is named."""
    for name, node in scenario.nodes.items():
        for step in node.steps:
            if isinstance(step, Subdialog):
                yield ("nodes", name, step.key, "src"), step.src


def all_texts(scenario: Scenario) -> Iterator[tuple[Place, Template]]:
    """Every text that may hold slots, spoken or not."""
    if scenario.about is not None:
        yield ("about",), scenario.about
    yield from _reply_texts(scenario)
    for name, node in scenario.nodes.items():
        for spoken in node.spoken:
            yield ("nodes", name, *spoken.place), spoken.text
        for place, text in node.inner_texts:
            yield ("nodes", name, *place), text


def _reply_texts(scenario: Scenario) -> Iterator[tuple[Place, Template]]:
    for place, reply in all_replies(scenario):
        if reply.say is not None:
            yield place, reply.say
    for place, options in all_options(scenario):
        if options.on_ambiguous is not None:
            yield (*place, "on_ambiguous"), options.on_ambiguous


def all_outcomes(scenario: Scenario) -> Mapping[str, Place]:
    """Every outcome that the file writes, and the first place where."""
    found: dict[str, Place] = {}
    for place, reply in all_replies(scenario):
        if reply.outcome is not None:
            found.setdefault(reply.outcome, (*place, "outcome"))
    for name, node in scenario.nodes.items():
        for step in node.steps:
            for outcome in step.outcomes:
                found.setdefault(outcome, ("nodes", name, step.key))
    return found
