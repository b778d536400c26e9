"""Nodes as boxes."""

from collections.abc import Iterator
from textwrap import shorten, wrap

from voicebot.i18n import _
from voicebot.scenario.drawing.notes import notes, shown
from voicebot.scenario.drawing.picture import Box, BoxKind, Lines
from voicebot.scenario.drawing.traffic import Traffic, TrafficKind
from voicebot.scenario.model import Scenario
from voicebot.scenario.node import Node
from voicebot.scenario.reply import HANG_UP

_LINE_LETTERS = 38
_MOST_LETTERS = 150
_ENDING = {HANG_UP, "return"}


def box_of(scenario: Scenario, name: str, traffic: Traffic | None) -> Box:
    node = scenario.nodes[name]
    return Box(
        name=name,
        kind=_kind(node),
        texts=tuple(_lines(text) for text in _texts(node)),
        notes=tuple(dict.fromkeys(_lines(note) for note in notes(scenario, node))),
        ends=_ends(node),
        mark=_mark(name, traffic) if traffic else "",
        share=traffic.node_share(name) if traffic else None,
        losses=_losses(name, traffic) if traffic else "",
    )


def percent_of(count: int, whole: int) -> str:
    """A whole number, but not 0 or 100 where that would be untrue.

    >>> percent_of(1, 3), percent_of(1, 1000), percent_of(999, 1000)
    ('33 %', '<1 %', '>99 %')
    """
    if 0 < count < whole and not 1 <= round(100 * count / whole) <= 99:  # noqa: PLR2004  # whole per cents
        return "<1 %" if count * 2 < whole else ">99 %"
    return f"{100 * count / whole:.0f} %" if whole else "0 %"


def _kind(node: Node) -> BoxKind:
    keys = {step.key for step in node.steps}
    if "transfer" in keys:
        return BoxKind.TRANSFER
    if node.waits:
        return BoxKind.QUESTION
    if "subdialog" in keys:
        return BoxKind.SUBDIALOG
    if "webhook" in keys:
        return BoxKind.REQUEST
    if "choose" in keys and not node.spoken:
        return BoxKind.CHOICE
    return BoxKind.END if _ends(node) else BoxKind.STATEMENT


def _ends(node: Node) -> bool:
    """Whether the talk may get to the end of the node's steps."""
    for step in node.steps:
        if step.is_last:
            return step.key in _ENDING
    return True


def _texts(node: Node) -> Iterator[str]:
    """What is said; of texts said in turn, the first."""
    for spoken in node.spoken:
        is_variant = isinstance(spoken.place[-1], int)
        if not is_variant or spoken.place[-1] == 0:
            is_confirmation = spoken.place[-1] == "confirm"
            yield f"✓ {shown(spoken.text)}" if is_confirmation else shown(spoken.text)


def _lines(text: str) -> Lines:
    return tuple(wrap(shorten(text, _MOST_LETTERS, placeholder=" …"), _LINE_LETTERS))


def _mark(name: str, traffic: Traffic) -> str:
    count = traffic.nodes.get(name, 0)
    if traffic.kind is TrafficKind.TESTS:
        return f"×{count}" if count else _("missed")
    return f"{count} ({percent_of(count, traffic.talks)})"


def _losses(name: str, traffic: Traffic) -> str:
    lost = traffic.lost.get(name, 0)
    if not lost:
        return ""
    came = traffic.nodes.get(name, 0)
    return _("hung up here: {count} ({percent})").format(
        count=lost, percent=percent_of(lost, came)
    )
