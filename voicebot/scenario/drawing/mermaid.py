"""A picture in Mermaid's language."""

from collections.abc import Iterator

from voicebot.i18n import _
from voicebot.scenario.drawing.picture import Arrow, Box, BoxKind, Picture
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.step import ExitKind

_CLASSES = {
    BoxKind.QUESTION: "fill:#e3f2fd,stroke:#1e88e5",
    BoxKind.STATEMENT: "fill:#f5f7fa,stroke:#9aa5b1",
    BoxKind.TRANSFER: "fill:#e8f5e9,stroke:#43a047",
    BoxKind.END: "fill:#fff8e1,stroke:#ffb300",
}
_DASHED = {ExitKind.SILENCE, ExitKind.NOMATCH}


def to_mermaid(picture: Picture) -> str:
    """The picture as text for Mermaid's `flowchart`."""
    ids = {box.name: f"n{index}" for index, box in enumerate(picture.boxes)}
    ids[HANG_UP] = "hang_up"
    return "\n".join([*_lines(picture, ids), ""])


def _lines(picture: Picture, ids: dict[str, str]) -> Iterator[str]:
    yield "---"
    yield f'title: "{_quoted(picture.title)}"'
    yield "---"
    yield "flowchart TD"
    yield f"  start((●)) --> {ids[picture.first]}"
    for box in picture.boxes:
        yield f'  {ids[box.name]}("{_box_text(box)}"):::{box.kind}'
    yield "  hang_up((◉))"
    for box in picture.boxes:
        if box.kind is BoxKind.END:
            yield f"  {ids[box.name]} --> hang_up"
    for arrow in picture.arrows:
        yield f"  {_arrow(arrow, ids)}"
    if picture.everywhere:
        yield f'  everywhere["{_everywhere(picture)}"]'
    for kind, style in _CLASSES.items():
        yield f"  classDef {kind} {style}"


def _arrow(arrow: Arrow, ids: dict[str, str]) -> str:
    line = "-.->" if arrow.kind in _DASHED else "-->"
    labels = ", ".join(_quoted(label) for label in arrow.labels if label)
    text = f'|"{labels}"|' if labels else ""
    return f"{ids[arrow.source]} {line}{text} {ids[arrow.target]}"


def _box_text(box: Box) -> str:
    rows = [
        f"<b>{_quoted(box.name)}</b>",
        *(_quoted(line) for lines in box.texts for line in lines),
    ]
    return "<br/>".join([*rows, *(f"<i>{_quoted(note)}</i>" for note in box.notes)])


def _everywhere(picture: Picture) -> str:
    title = _("At any question")
    rows = [f"<b>{_quoted(title)}</b>"]
    rows += [
        f"{_quoted(intent)} → {_quoted(way)}" for intent, way in picture.everywhere
    ]
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
