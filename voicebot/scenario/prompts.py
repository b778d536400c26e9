"""The texts of a scenario that can be rendered before any call."""

import re
from collections.abc import Callable, Iterator, Sequence

from voicebot.scenario.batch import QUESTION, Scene
from voicebot.scenario.model import Scenario
from voicebot.scenario.options import Voice
from voicebot.scenario.scene import scene_at
from voicebot.scenario.template import Expression, Template

Prompt = tuple[str, str | None]
"""A text and its voice; None is the engine's default voice."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_STAND_IN = "Ъъъ"
"""Stands for a slot's value while a text is split; no Russian word has it."""


def split_sentences(text: str) -> Sequence[str]:
    """Split after `.`, `!`, `?` and `…`."""
    return _SENTENCE_END.split(text)


def fixed_texts(
    scenario: Scenario, *, split: Callable[[str], Sequence[str]] = split_sentences
) -> tuple[Prompt, ...]:
    """Every text without a slot, and every such sentence of the others, once.

    Those of subdialogs come last. `split` cuts a text into the pieces that the prompt
    cache keeps; the order is that of the file, so that the first prompts of a talk are
    rendered first.
    """
    found: dict[Prompt, None] = {}
    for name in _in_order(scenario):
        scene = scene_at(scenario, name)
        for text, voice in _node_texts(scenario, scene):
            speaker = voice.speaker if voice else None
            for piece in _fixed_pieces(text, scene, split):
                found.setdefault((piece, speaker), None)
    for part in scenario.parts.values():
        found.update(dict.fromkeys(fixed_texts(part, split=split)))
    return tuple(found)


def _in_order(scenario: Scenario) -> list[str]:
    return sorted(scenario.nodes, key=lambda name: name != scenario.first)


def _node_texts(
    scenario: Scenario, scene: Scene
) -> Iterator[tuple[Template, Voice | None]]:
    """What may be said at a node, with the voice; recordings need no rendering."""
    node = scenario.nodes[scene.node]
    own = scene.options.voice
    for spoken in node.spoken:
        if spoken.audio is None:
            yield spoken.text, spoken.voice or own
    if node.waits:
        for text in _waiting_texts(scene):
            yield text, own
    elif scene.words.transfer_failed is not None:
        yield scene.words.transfer_failed, own


def _waiting_texts(scene: Scene) -> Iterator[Template]:
    options = scene.options
    yield options.on_ambiguous or scene.words.on_nameless
    replies = (*(options.on_noinput or ()), *(options.on_nomatch or ()))
    for reply in (*replies, *scene.replies.values()):
        if reply.say is not None:
            yield reply.say


def _fixed_pieces(
    text: Template, scene: Scene, split: Callable[[str], Sequence[str]]
) -> Iterator[str]:
    """Pieces without a slot; a text that repeats the question, for each way to ask it."""
    for question in _asked(text, scene):
        whole = text.render_with(lambda slot: _known(slot, question))  # noqa: B023  # used within the loop
        for piece in split(whole):
            if _STAND_IN not in piece and piece:
                yield piece


def _asked(text: Template, scene: Scene) -> Sequence[Template | None]:
    if QUESTION not in text.names:
        return (None,)
    confirmation = (scene.confirmation,) if scene.confirmation else ()
    return (*scene.questions, *confirmation) or (None,)


def _known(slot: Expression, question: Template | None) -> str:
    if slot.name == QUESTION and question is not None:
        return question.render_with(lambda _slot: _STAND_IN)
    return _STAND_IN
