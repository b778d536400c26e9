"""What is in force at each node of a scenario."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voicebot.scenario.actions import DigitInput, Listen
from voicebot.scenario.answers import Answers
from voicebot.scenario.batch import Scene
from voicebot.scenario.callback_moment import CallWindow
from voicebot.scenario.hearing import Hearing
from voicebot.scenario.language import (
    DO_NOT_CALL,
    OPERATOR,
    REPEAT,
    ROBOT_CHECK,
    WHO_IS_IT,
    WRONG_NUMBER,
    Words,
    words_of,
)
from voicebot.scenario.model import Scenario
from voicebot.scenario.options import Options
from voicebot.scenario.reply import HANG_UP, Reply
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.template import Template
from voicebot.scenario.value import most_keys, value_intents

_END_KEY = "#"
"""Ends a number that is entered by keys, as callers know it from elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surrounding:
    """Where a scenario stands in the whole talk: a subdialog's name and folder.

    `prefix` stands before its nodes' names (`survey/`), `folder` before its recordings.
    `call_window` is that of the whole talk; None is the scenario's own.
    """

    prefix: str = ""
    folder: str = ""
    call_window: CallWindow | None = None


ALONE = Surrounding()


def scene_at(scenario: Scenario, name: str, around: Surrounding = ALONE) -> Scene:
    """The scene at the node `name`, made once."""
    return scenario.kept((name, around), lambda: _scene(scenario, name, around))


def _scene(scenario: Scenario, name: str, around: Surrounding) -> Scene:
    node = scenario.nodes[name]
    words = words_of(scenario.language)
    options = options_of(scenario).under(node)
    hearings = [hearing for step in node.steps for hearing in step.hearings()]
    replies = global_replies(scenario)
    answers = {hearing.name: _answers(hearing, replies) for hearing in hearings}
    return Scene(
        node=name,
        prefix=around.prefix,
        folder=around.folder,
        language=scenario.language,
        words=words,
        options=options,
        intent_names={**words.intent_names, **_local_names(scenario)},
        slot_types={name: slot.type for name, slot in scenario.slots.items()},
        questions=node.questions,
        confirmation=_confirmation(scenario, words, hearings),
        collected_slot=next((each.slot for each in hearings if each.slot), None),
        call_window=around.call_window or scenario.call_window.window,
        replies=replies,
        answers=answers,
        listens={
            hearing.name: _listen(
                scenario, around.prefix + name, options, hearing, answers[hearing.name]
            )
            for hearing in hearings
        },
    )


def _confirmation(
    scenario: Scenario, words: Words, hearings: Sequence[Hearing]
) -> Template | None:
    """What asks about a value that waits: the scenario's words, or an offer of a time."""
    own = next((each.confirms for each in hearings if each.confirms), None)
    slots = [each.slot for each in hearings if each.slot in scenario.slots]
    offers = (
        words.offer_of(slot)
        for slot in slots
        if slot and scenario.slots[slot].type is SlotType.TIME
    )
    return own or next(offers, None)


def _local_names(scenario: Scenario) -> Mapping[str, str]:
    """What a scenario's own intents are called: by their first phrase."""
    return {intent: texts[0] for intent, texts in scenario.phrases.items() if texts}


def _answers(hearing: Hearing, replies: Mapping[str, Reply]) -> Answers:
    return Answers(place=hearing.place, branches=hearing.branches, replies=replies)


def _listen(
    scenario: Scenario, node: str, options: Options, hearing: Hearing, answers: Answers
) -> Listen:
    collected = scenario.slots.get(hearing.slot or "")
    kind = collected.type if collected else None
    own = value_intents(kind) if kind else ()
    return Listen(
        node=node,
        intents=tuple(dict.fromkeys([*own, *answers.intents])),
        keys=answers.keys,
        barge_in=options.barge_in,
        noinput_s=options.noinput,
        complete_timeout_s=options.complete_timeout,
        incomplete_timeout_s=options.incomplete_timeout,
        max_speech_s=options.max_speech,
        collects=kind,
        digits=_digits(kind, hearing, options) if kind else None,
    )


def _digits(kind: SlotType, hearing: Hearing, options: Options) -> DigitInput | None:
    most = most_keys(kind) if hearing.most_keys is None else hearing.most_keys
    if not most:
        return None
    return DigitInput(most=most, gap_s=options.interdigit_timeout, end_key=_END_KEY)


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
    return scenario.kept("global replies", lambda: _global_replies(scenario))


def _global_replies(scenario: Scenario) -> Mapping[str, Reply]:
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
