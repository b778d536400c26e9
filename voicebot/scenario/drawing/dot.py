"""A picture in Graphviz's language."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import graphviz

from voicebot.i18n import _
from voicebot.scenario.drawing.picture import Arrow, Box, BoxKind, Picture
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.step import ExitKind

_FONT = "DejaVu Sans"
_INK = "#1f2933"
_FADED = "#7b8794"
_FILLS = {
    BoxKind.QUESTION: ("#e3f2fd", "#1e88e5"),
    BoxKind.STATEMENT: ("#f5f7fa", "#9aa5b1"),
    BoxKind.TRANSFER: ("#e8f5e9", "#43a047"),
    BoxKind.END: ("#fff8e1", "#ffb300"),
}
"""Fill and border of each kind of box."""

_EDGES: dict[ExitKind, dict[str, str]] = {
    ExitKind.ANSWER: {"color": "#1e88e5", "fontcolor": _INK},
    ExitKind.CHOICE: {"color": "#8e24aa", "fontcolor": "#6a1b9a"},
    ExitKind.RESULT: {"color": "#00897b", "fontcolor": "#00695c"},
    ExitKind.DIRECT: {"color": _INK},
    ExitKind.FAILURE: {"color": "#e53935", "fontcolor": "#e53935"},
    ExitKind.SILENCE: {"color": _FADED, "fontcolor": _FADED, "style": "dashed"},
    ExitKind.NOMATCH: {"color": _FADED, "fontcolor": _FADED, "style": "dashed"},
}

_START = "start of the call"
_EVERYWHERE = "understood everywhere"
"""Names of drawn boxes that are no nodes; a blank keeps them apart from most."""


def to_dot(picture: Picture) -> Any:
    """The picture as a `graphviz.Digraph`."""
    graph = graphviz.Digraph(
        graph_attr={
            "label": f"<<b>{escape(picture.title)}</b>>",
            "labelloc": "t",
            "fontname": _FONT,
            "fontsize": "20",
            "fontcolor": _INK,
            "bgcolor": "white",
            "pad": "0.4",
            "nodesep": "0.45",
            "ranksep": "0.75",
            "rankdir": "TB",
            "dpi": "110",
        },
        node_attr={"fontname": _FONT, "fontsize": "11", "fontcolor": _INK},
        edge_attr={"fontname": _FONT, "fontsize": "10", "arrowsize": "0.8"},
    )
    _add_start(graph, picture)
    for box in picture.boxes:
        _add_box(graph, box)
    for arrow in picture.arrows:
        _add_arrow(graph, arrow)
    _add_end(graph, picture)
    _add_everywhere(graph, picture)
    return graph


def _id(name: str) -> str:
    """Graphviz reads a colon in a name as a port."""
    return "node_" + name.replace(":", "_").replace("\\", "_")


def _add_start(graph: Any, picture: Picture) -> None:
    graph.node(
        _START, label="", shape="circle", width="0.22", style="filled", fillcolor=_INK
    )
    graph.edge(_START, _id(picture.first), color=_INK)


def _add_box(graph: Any, box: Box) -> None:
    fill, border = _FILLS[box.kind]
    graph.node(
        _id(box.name),
        label=_table(_rows(box)),
        shape="box",
        style="rounded,filled",
        fillcolor=fill,
        color=border,
        penwidth="1.6",
        margin="0.16,0.10",
        peripheries="2" if box.kind is BoxKind.END else "1",
    )


def _rows(box: Box) -> Iterator[str]:
    yield f"<b>{escape(box.name)}</b>"
    for lines in box.texts:
        yield '<br align="left"/>'.join([*map(escape, lines), ""])
    for note in box.notes:
        yield f'<font color="#52606d"><i>{escape(note)}</i></font>'


def _table(rows: Iterator[str] | Sequence[str]) -> str:
    cells = "".join(
        f'<tr><td align="left" balign="left">{row}</td></tr>' for row in rows
    )
    return f'<<table border="0" cellborder="0" cellspacing="3">{cells}</table>>'


def _add_arrow(graph: Any, arrow: Arrow) -> None:
    label = "".join(f" {escape(label)} \\l" for label in arrow.labels if label)
    graph.edge(_id(arrow.source), _id(arrow.target), label=label, **_EDGES[arrow.kind])


def _add_end(graph: Any, picture: Picture) -> None:
    """The mark that answers lead to which end the call at once."""
    if any(arrow.target == HANG_UP for arrow in picture.arrows):
        graph.node(
            _id(HANG_UP),
            label="",
            shape="doublecircle",
            width="0.16",
            style="filled",
            fillcolor=_INK,
            color=_INK,
        )


def _add_everywhere(graph: Any, picture: Picture) -> None:
    if not picture.everywhere:
        return
    title = _("At any question")
    rows = [f"<b>{escape(title)}</b>"]
    rows += [f"{escape(intent)} → {escape(way)}" for intent, way in picture.everywhere]
    beside_first = graphviz.Digraph(graph_attr={"rank": "same"})
    beside_first.node(_id(picture.first))
    beside_first.node(
        _EVERYWHERE,
        label=_table(rows),
        shape="box",
        style="rounded,dashed",
        color=_FADED,
        fontcolor="#52606d",
        fontsize="10",
    )
    graph.subgraph(beside_first)
