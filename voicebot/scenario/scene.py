"""What is in force at each node of a scenario."""

from collections.abc import Mapping

from voicebot.scenario.batch import Scene
from voicebot.scenario.language import (
    DO_NOT_CALL,
    OPERATOR,
    REPEAT,
    ROBOT_CHECK,
    WHO_IS_IT,
    WRONG_NUMBER,
    words_of,
)
from voicebot.scenario.model import Scenario
from voicebot.scenario.options import Options
from voicebot.scenario.reply import HANG_UP, Reply
from voicebot.scenario.template import Template


def scene_at(scenario: Scenario, name: str) -> Scene:
    """The scene at the node `name`."""
    node = scenario.nodes[name]
    return Scene(
        node=name,
        language=scenario.language,
        words=words_of(scenario.language),
        options=options_of(scenario).under(node),
        question=node.question,
        replies=global_replies(scenario),
    )


def options_of(scenario: Scenario) -> Options:
    """The language's replies, under the scenario's own defaults."""
    words = words_of(scenario.language)
    builtin = Options(
        voice=scenario.voice, on_noinput=words.on_noinput, on_nomatch=words.on_nomatch
    )
    return builtin.under(scenario.defaults)


def global_replies(scenario: Scenario) -> Mapping[str, Reply]:
    """Every global intent that is not switched off, with its reply.

    What a scenario's own reply leaves open (where to go, which outcome) stays as it
    is by default, so that changing the words of `do_not_call` still ends the call.
    """
    replies = _default_replies(scenario)
    for intent, reply in scenario.globals.items():
        if isinstance(reply, Reply):
            replies[intent] = reply.over(replies.get(intent))
        else:
            replies.pop(intent, None)
    return replies


def _default_replies(scenario: Scenario) -> dict[str, Reply]:
    words = words_of(scenario.language)
    operator = _transfer_node(scenario)
    said = {
        WHO_IS_IT: scenario.about or words.who_is_it,
        ROBOT_CHECK: _joined(words.robot_check, scenario.about),
    }
    return {
        **({OPERATOR: Reply(go=operator)} if operator else {}),
        REPEAT: Reply.model_construct(),
        **{intent: Reply(say=text) for intent, text in said.items() if text},
        DO_NOT_CALL: Reply(say=words.do_not_call, go=HANG_UP, outcome=DO_NOT_CALL),
        WRONG_NUMBER: Reply(say=words.wrong_number, go=HANG_UP, outcome=WRONG_NUMBER),
    }


def _joined(first: Template | None, second: Template | None) -> Template | None:
    sources = [text.source for text in (first, second) if text is not None]
    return Template(" ".join(sources)) if sources else None


def _transfer_node(scenario: Scenario) -> str | None:
    """The first node of the file that hands the caller to a person."""
    for name, node in scenario.nodes.items():
        if any(step.key == "transfer" for step in node.steps):
            return name
    return None
