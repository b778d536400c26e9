"""What a node does beside speaking and branching, in short notes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from textwrap import shorten

from voicebot.i18n import _
from voicebot.scenario.model import Scenario
from voicebot.scenario.node import Node
from voicebot.scenario.nodes.callback import Callback
from voicebot.scenario.nodes.collect import Collect
from voicebot.scenario.nodes.do_not_call import DoNotCall
from voicebot.scenario.nodes.fields import Fields
from voicebot.scenario.nodes.hold import Hold
from voicebot.scenario.nodes.message import Message
from voicebot.scenario.nodes.return_ import ReturnStep
from voicebot.scenario.nodes.say import Say
from voicebot.scenario.nodes.scale import Scale
from voicebot.scenario.nodes.set_slots import Set
from voicebot.scenario.nodes.subdialog import Subdialog
from voicebot.scenario.nodes.transfer import Transfer
from voicebot.scenario.nodes.webhook import Webhook
from voicebot.scenario.step import Step
from voicebot.scenario.template import Expression, Template

_LETTERS = 70
_MOST_PAIRS = 2


def shown(text: Template) -> str:
    """A text with marks where slots stand: `Добрый день, ‹client_name›!`."""
    return text.render_with(_slot_mark)


def _slot_mark(slot: Expression) -> str:
    return f"‹{slot.name}›"


def notes(scenario: Scenario, node: Node) -> Iterator[str]:
    """One note or more a step, in the order in which the node does them."""
    for step in node.steps:
        yield from _step_notes(scenario, step)
        for outcome in step.outcomes:
            yield f"⚑ {scenario.outcomes.get(outcome, outcome)}"


def _step_notes(scenario: Scenario, step: Step) -> Iterator[str]:
    match step:
        case Set(slots=slots):
            yield f"✎ {_pairs(slots)}"
        case Say():
            yield from _speech(step)
        case Collect():
            kind = scenario.slots[step.slot].type if step.slot in scenario.slots else ""
            yield f"✎ {step.slot}: {', '.join([kind, *_bounds(step)])}"
        case Scale(slot=slot, min=low, max=high):
            yield f"★ {slot}: {low}–{high}"
        case _:
            yield from _outward_notes(step)


def _outward_notes(step: Step) -> Iterator[str]:
    """Notes of steps that do something outside the talk."""
    for kind, note in _OUTWARD.items():
        if isinstance(step, kind):
            yield from note(step)


def _speech(step: Say) -> Iterator[str]:
    if len(step.text) > 1:
        yield _("texts said in turn: {count}").format(count=len(step.text))
    if step.audio is not None:
        yield f"♪ {step.audio}"


def _bounds(step: Collect) -> Iterator[str]:
    if step.min is not None or step.max is not None:
        low = "" if step.min is None else f"{step.min:.12g}"
        high = "" if step.max is None else f"{step.max:.12g}"
        yield f"{low}–{high}"
    if step.length is not None:
        yield _("{count} digits").format(count=step.length)


def _webhook(step: Webhook) -> Iterator[str]:
    yield f"⇄ {step.to}{_sent(step.send)}{_taken(step.take)}"
    if step.hold is not None:
        yield f"♪ {step.hold}"


def _subdialog(step: Subdialog) -> Iterator[str]:
    yield f"▣ {step.src}{_sent(step.slots)}{_taken(step.take)}"


def _message(step: Message) -> Iterator[str]:
    to = f" ({shown(step.to)})" if step.to is not None else ""
    yield f"✉ {step.channel}{to}: {_cut(shown(step.text))}"


def _transfer(step: Transfer) -> Iterator[str]:
    yield f"☎ {step.to}"
    if step.whisper is not None:
        yield f"🗣 {_cut(shown(step.whisper))}"
    if step.hold is not None:
        yield f"♪ {step.hold}"


def _return(step: ReturnStep) -> Iterator[str]:
    yield f"↩ {step.result}" if isinstance(step.result, str) else "↩"


def _sent(slots: Iterable[str]) -> str:
    names = ", ".join(slots)
    return f" ← {names}" if names else ""


def _taken(slots: Iterable[str]) -> str:
    names = ", ".join(slots)
    return f" → {names}" if names else ""


def _pairs(texts: Mapping[str, Template]) -> str:
    """Names with their texts; of many, names alone."""
    if len(texts) > _MOST_PAIRS:
        return ", ".join(texts)
    return ", ".join(f"{name} = {_cut(shown(text))}" for name, text in texts.items())


def _cut(text: str) -> str:
    return shorten(text, _LETTERS, placeholder=" …")


_OUTWARD: Mapping[type[Step], Callable[..., Iterable[str]]] = {
    Callback: lambda step: [f"↻ {shown(step.at)}"],
    DoNotCall: lambda _step: [_("⊘ no more calls")],
    Fields: lambda step: [f"▤ {_pairs(step.fields)}"],
    Hold: lambda step: [
        _("♪ {audio}, {s:g} s").format(audio=step.audio, s=step.duration)
    ],
    Message: _message,
    ReturnStep: _return,
    Subdialog: _subdialog,
    Transfer: _transfer,
    Webhook: _webhook,
}
