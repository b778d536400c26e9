"""Everything that a robot may say, with where it stands."""

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicebot.scenario.batch import QUESTION, Scene
from voicebot.scenario.callback_moment import ClashReason
from voicebot.scenario.model import Scenario
from voicebot.scenario.nodes.transfer import Transfer
from voicebot.scenario.options import Voice
from voicebot.scenario.reply import Reply
from voicebot.scenario.scene import scene_at
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.step import Spoken, exit_id
from voicebot.scenario.template import Template
from voicebot.scenario.whole_talk import part_name


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLine:
    """One text at one node, in the way that it may be said there.

    `node` is the node's name in the whole talk, `part` the place within it (`say`,
    `on_noinput.0`, `globals.who_is_it`). `question` is what `{question}` stands for.
    `audio` is a recording that plays instead, relative to the whole talk's folder.
    """

    node: str
    part: str
    text: Template
    question: Template | None = None
    voice: Voice | None = None
    audio: str | None = None


def spoken_lines(scenario: Scenario) -> Iterator[SpokenLine]:
    """In the order of the file, the first node first; subdialogs come last.

    A reply to the same words at several nodes comes once for each.
    """
    for name in _in_order(scenario):
        yield from _node_lines(scenario, scene_at(scenario, name))
    for src, part in scenario.parts.items():
        for line in spoken_lines(part):
            yield _within(src, line)


def _in_order(scenario: Scenario) -> list[str]:
    return sorted(scenario.nodes, key=lambda name: name != scenario.first)


def _node_lines(scenario: Scenario, scene: Scene) -> Iterator[SpokenLine]:
    node = scenario.nodes[scene.node]
    for spoken in node.spoken:
        yield _own_line(scene, spoken)
    if node.waits:
        for part, text in _waiting_texts(scene):
            yield from _asked(scene, part, text)
        yield from _time_lines(scene)
    transfer = node.steps_by_key.get("transfer")
    apology = scene.words.transfer_failed
    if isinstance(transfer, Transfer) and transfer.failed is None and apology:
        yield from _asked(scene, "transfer.failed", apology)


def _own_line(scene: Scene, spoken: Spoken) -> SpokenLine:
    return SpokenLine(
        node=scene.name,
        part=exit_id(spoken.place),
        text=spoken.text,
        voice=spoken.voice or scene.options.voice,
        audio=spoken.audio,
    )


def _time_lines(scene: Scene) -> Iterator[SpokenLine]:
    """What is said of a time at which nobody may be called, where one is asked for."""
    if scene.slot_types.get(scene.collected_slot or "") is not SlotType.TIME:
        return
    lines = {
        "too_early": scene.words.clash(ClashReason.EARLY, scene.call_window),
        "too_late": scene.words.clash(ClashReason.LATE, scene.call_window),
        "offer": scene.confirmation,
    }
    for part, text in lines.items():
        if text is not None:
            yield from _asked(scene, part, text)


def _waiting_texts(scene: Scene) -> Iterator[tuple[str, Template]]:
    options = scene.options
    yield from _replies("on_noinput", options.on_noinput or ())
    yield from _replies("on_nomatch", options.on_nomatch or ())
    yield "on_ambiguous", options.on_ambiguous or scene.words.on_ambiguous
    for intent, reply in scene.replies.items():
        if reply.say is not None:
            yield f"globals.{intent}", reply.say


def _replies(key: str, replies: Sequence[Reply]) -> Iterator[tuple[str, Template]]:
    for index, reply in enumerate(replies):
        if reply.say is not None:
            yield f"{key}.{index}", reply.say


def _asked(scene: Scene, part: str, text: Template) -> Iterator[SpokenLine]:
    """The text, once for each question that it may repeat."""
    questions: Sequence[Template | None] = (None,)
    if QUESTION in text.names:
        confirmation = (scene.confirmation,) if scene.confirmation else ()
        questions = (*scene.questions, *confirmation) or (None,)
    for question in questions:
        yield SpokenLine(
            node=scene.name,
            part=part,
            text=text,
            question=question,
            voice=scene.options.voice,
        )


def _within(src: str, line: SpokenLine) -> SpokenLine:
    audio = posixpath.join(posixpath.dirname(src), line.audio) if line.audio else None
    return SpokenLine(
        node=f"{part_name(src)}/{line.node}",
        part=line.part,
        text=line.text,
        question=line.question,
        voice=line.voice,
        audio=audio,
    )
