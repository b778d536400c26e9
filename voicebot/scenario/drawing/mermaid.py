"""A picture in Mermaid's language."""

import json
from collections.abc import Iterator, Mapping

from voicebot.scenario.drawing.look import (
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

_SHAPES: Mapping[BoxKind, tuple[str, str]] = {
    BoxKind.SUBDIALOG: ("[[", "]]"),
    BoxKind.CHOICE: ("{{", "}}"),
    BoxKind.END: ("([", "])"),
}
_ROUND = ("(", ")")


def to_mermaid(picture: Picture) -> str:
    """The picture as text for Mermaid's `flowchart`."""
    return "\n".join([*_lines(picture), ""])


def _lines(picture: Picture) -> Iterator[str]:
    said = picture.traffic.sentences if picture.traffic else ()
    title = ". ".join([picture.title, *([", ".join(said)] if said else [])])
    yield "---"
    yield f"title: {json.dumps(title, ensure_ascii=False)}"
    yield "---"
    yield "flowchart TD"
    yield f"  start((●)) --> {picture.ids[picture.first]}"
    for box in picture.boxes:
        yield from _box(picture, box, box_look(picture, box))
    for name, panel in (
        (picture.ids[EVERYWHERE], picture.everywhere),
        ("outcomes", picture.outcomes),
    ):
        if panel is not None:
            yield f'  {name}["{_panel(panel)}"]'
    yield from _arrows(picture)


def _box(picture: Picture, box: Box, look: BoxLook) -> Iterator[str]:
    name = picture.ids[box.name]
    opening, closing = _SHAPES.get(box.kind, _ROUND)
    yield f'  {name}{opening}"{_box_text(box)}"{closing}'
    dashes = ",stroke-dasharray:5 4" if look.is_dashed else ""
    yield (
        f"  style {name} fill:{look.fill},stroke:{look.border},color:{look.ink}{dashes}"
    )


def _arrows(picture: Picture) -> Iterator[str]:
    """Each arrow with its style; Mermaid numbers arrows, the start's is the first."""
    ends = dict.fromkeys(a.source for a in picture.arrows if a.target == HANG_UP)
    for source in ends:
        yield f"  end_{picture.ids[source]}((◉))"
    for number, arrow in enumerate(picture.arrows, start=1):
        look = arrow_look(picture, arrow)
        yield f"  {_arrow(picture, arrow, look)}"
        yield f"  linkStyle {number} stroke:{look.line},stroke-width:{look.width:g}px"


def _arrow(picture: Picture, arrow: Arrow, look: ArrowLook) -> str:
    line = "-.->" if look.is_dashed else "-->"
    labels = ", ".join(" ".join(label) for label in arrow.labels if label)
    text = f'|"{_quoted(labels)}"|' if labels else ""
    source = picture.ids[arrow.source]
    is_end = arrow.target == HANG_UP
    target = f"end_{source}" if is_end else picture.ids[arrow.target]
    return f"{source} {line}{text} {target}"


def _box_text(box: Box) -> str:
    mark = f" {_quoted(box.mark)}" if box.mark else ""
    rows = [
        f"<b>{_quoted(box.name)}</b>{mark}",
        *(_quoted(line) for lines in box.texts for line in lines),
        *(f"<i>{_quoted(' '.join(note))}</i>" for note in box.notes),
    ]
    return "<br/>".join([*rows, *([f"✕ {_quoted(box.losses)}"] if box.losses else [])])


def _panel(panel: Panel) -> str:
    rows = [f"<b>{_quoted(panel.title)}</b>", *map(_quoted, panel.rows)]
    return "<br/>".join(rows)


def _quoted(text: str) -> str:
    """Mermaid takes HTML's entities with a number sign for an ampersand."""
    for letter, entity in (
        ("#", "#35;"),
        ('"', "#quot;"),
        ("<", "#lt;"),
        (">", "#gt;"),
    ):
        text = text.replace(letter, entity)
    return text
