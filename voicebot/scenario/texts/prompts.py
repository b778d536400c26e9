"""The texts of a scenario that can be rendered before any call."""

import re
from collections.abc import Callable, Iterator, Sequence

from voicebot.scenario.batch import QUESTION
from voicebot.scenario.model import Scenario
from voicebot.scenario.template import Expression
from voicebot.scenario.texts.spoken_lines import SpokenLine, spoken_lines

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

    `split` cuts a text into the pieces that the prompt cache keeps; the order is that
    of the file, so that the first prompts of a talk are rendered first. Recordings
    need no rendering.
    """
    found: dict[Prompt, None] = {}
    for line in spoken_lines(scenario):
        if line.audio is None:
            speaker = line.voice.speaker if line.voice else None
            for piece in _fixed_pieces(line, split):
                found.setdefault((piece, speaker), None)
    return tuple(found)


def _fixed_pieces(
    line: SpokenLine, split: Callable[[str], Sequence[str]]
) -> Iterator[str]:
    def fill(slot: Expression) -> str:
        if slot.name == QUESTION and line.question is not None:
            return line.question.render_with(lambda _slot: _STAND_IN)
        return _STAND_IN

    for piece in split(line.text.render_with(fill)):
        if piece and _STAND_IN not in piece:
            yield piece
