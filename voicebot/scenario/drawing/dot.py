"""A picture in Graphviz's language."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import graphviz

from voicebot.scenario.drawing.legend import legend
from voicebot.scenario.drawing.look import (
    FADED,
    INK,
    RED,
    ArrowLook,
    BoxLook,
    arrow_look,
    box_look,
)
from voicebot.scenario.drawing.picture import (
    EVERYWHERE,
    Arrow,
    Box,
    BoxKind,
    Panel,
    Picture,
)
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.step import ExitKind

_FONT = "DejaVu Sans"
_START = "start"
_OUTCOMES = "outcomes"
_MANY_BOXES, _LOTS_OF_BOXES = 60, 100
"""From here on speed goes before beauty."""

_SHAPES = {BoxKind.SUBDIALOG: "component", BoxKind.CHOICE: "hexagon"}


def to_dot(picture: Picture) -> Any:
    """The picture as a `graphviz.Digraph`."""
    graph = graphviz.Digraph(
        graph_attr={
            "label": f"<{_heading(picture)}>",
            "labelloc": "t",
            "fontname": _FONT,
            "fontcolor": INK,
            "bgcolor": "white",
            "pad": "0.4",
            "nodesep": "0.4",
            "ranksep": "0.6",
            "rankdir": "TB",
            "dpi": "110",
            **_haste(picture),
        },
        node_attr={"fontname": _FONT, "fontsize": "11", "fontcolor": INK},
        edge_attr={"fontname": _FONT, "fontsize": "10", "arrowsize": "0.8"},
    )
    _add_start(graph, picture)
    for box in picture.boxes:
        _add_box(graph, picture, box, box_look(picture, box))
    for source in dict.fromkeys(_hanging_up(picture)):
        _add_end(graph, source)
    for arrow in picture.arrows:
        _add_arrow(graph, picture, arrow, arrow_look(picture, arrow))
    _add_panels(graph, picture)
    return graph


def _haste(picture: Picture) -> dict[str, str]:
    """Large graphs take minutes otherwise: fewer rounds, at last straight lines."""
    if len(picture.boxes) < _MANY_BOXES:
        return {}
    if len(picture.boxes) < _LOTS_OF_BOXES:
        return {"nslimit": "1", "nslimit1": "1", "mclimit": "0.1"}
    return {"nslimit": "0.1", "nslimit1": "0.1", "mclimit": "0.01", "splines": "line"}


def _heading(picture: Picture) -> str:
    rows = [f'<b><font point-size="20">{escape(picture.title)}</font></b>']
    if picture.traffic is not None:
        said = ", ".join(picture.traffic.sentences)
        rows.append(f'<font point-size="13">{escape(said)}</font>')
    rows += legend(picture)
    return _table(rows, align="center")


def _add_start(graph: Any, picture: Picture) -> None:
    graph.node(
        _START, label="", shape="circle", width="0.22", style="filled", fillcolor=INK
    )
    graph.edge(_START, picture.ids[picture.first], color=INK)


def _add_box(graph: Any, picture: Picture, box: Box, look: BoxLook) -> None:
    is_round = box.kind not in _SHAPES
    styles = ["filled", *(["rounded"] if is_round else [])]
    graph.node(
        picture.ids[box.name],
        label=f"<{_table(list(_rows(box)))}>",
        tooltip=escape(box.name).replace("\\", "\\\\"),
        shape=_SHAPES.get(box.kind, "box"),
        style=",".join([*styles, *(["dashed"] if look.is_dashed else [])]),
        fillcolor=look.fill,
        color=look.border,
        fontcolor=look.ink,
        penwidth=f"{look.width:g}",
        margin="0.16,0.10" if is_round else "0.10,0.06",
        peripheries="2" if box.ends and is_round else "1",
    )


def _rows(box: Box) -> Iterator[str]:
    mark = f'   <font point-size="10">{escape(box.mark)}</font>' if box.mark else ""
    yield f"<b>{escape(box.name)}</b>{mark}"
    for lines in box.texts:
        yield _joined(lines)
    for note in box.notes:
        yield f'<font color="#52606d"><i>{_joined(note)}</i></font>'
    if box.losses:
        yield f'<font color="{RED}">✕ {escape(box.losses)}</font>'


def _joined(lines: Sequence[str]) -> str:
    return '<br align="left"/>'.join([*map(escape, lines), ""])


def _table(rows: Sequence[str], align: str = "left") -> str:
    cells = "".join(
        f'<tr><td align="{align}" balign="{align}">{row}</td></tr>' for row in rows
    )
    return f'<table border="0" cellborder="0" cellspacing="3">{cells}</table>'


def _add_arrow(graph: Any, picture: Picture, arrow: Arrow, look: ArrowLook) -> None:
    source = picture.ids[arrow.source]
    is_end = arrow.target == HANG_UP
    lines = [line for label in arrow.labels for line in label if line]
    graph.edge(
        source,
        _end_of(source) if is_end else picture.ids[arrow.target],
        label="".join(f" {_plain(line)} \\l" for line in lines),
        color=look.line,
        fontcolor=look.ink,
        fontsize="9" if arrow.kind is ExitKind.SILENCE else "10",
        penwidth=f"{look.width:g}",
        style="dashed" if look.is_dashed else "solid",
        weight="0" if arrow.kind is ExitKind.SILENCE and not is_end else "1",
    )


def _plain(text: str) -> str:
    return escape(text).replace("\\", "\\\\")


def _hanging_up(picture: Picture) -> Iterator[str]:
    """Boxes that answers lead from to the end of the call at once."""
    for arrow in picture.arrows:
        if arrow.target == HANG_UP:
            yield picture.ids[arrow.source]


def _end_of(source: str) -> str:
    return f"end_{source}"


def _add_end(graph: Any, source: str) -> None:
    """A mark of its own for each box: lines to a common one cross the picture."""
    graph.node(
        _end_of(source),
        label="",
        shape="doublecircle",
        width="0.13",
        style="filled",
        fillcolor=INK,
        color=INK,
    )


def _add_panels(graph: Any, picture: Picture) -> None:
    beside_first = graphviz.Digraph(graph_attr={"rank": "same"})
    beside_first.node(picture.ids[picture.first])
    if picture.everywhere:
        _add_panel(beside_first, picture.ids[EVERYWHERE], picture.everywhere)
    if picture.outcomes:
        _add_panel(beside_first, _OUTCOMES, picture.outcomes)
    graph.subgraph(beside_first)


def _add_panel(graph: Any, name: str, panel: Panel) -> None:
    graph.node(
        name,
        label=f"<{_table([f'<b>{escape(panel.title)}</b>', *map(escape, panel.rows)])}>",
        shape="box",
        style="rounded,dashed",
        color=FADED,
        fontcolor="#52606d",
        fontsize="10",
    )
