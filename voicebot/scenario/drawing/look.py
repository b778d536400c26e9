"""Colours and lines, the same in every drawing language."""

from collections.abc import Mapping
from dataclasses import dataclass

from voicebot.scenario.drawing.picture import Arrow, Box, BoxKind, Picture
from voicebot.scenario.drawing.traffic import TrafficKind
from voicebot.scenario.step import ExitKind

INK = "#1f2933"
FADED = "#7b8794"
RED = "#d32f2f"
GREEN = "#2e7d32"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLook:
    """Colours as `#rrggbb`; `width` of the border in points."""

    fill: str
    border: str
    ink: str = INK
    width: float = 1.6
    is_dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrowLook:
    """Colours as `#rrggbb`; `width` of the line in points."""

    line: str
    ink: str = INK
    width: float = 1.2
    is_dashed: bool = False


KIND_LOOKS: Mapping[BoxKind, BoxLook] = {
    BoxKind.QUESTION: BoxLook(fill="#e3f2fd", border="#1e88e5"),
    BoxKind.STATEMENT: BoxLook(fill="#f5f7fa", border="#9aa5b1"),
    BoxKind.CHOICE: BoxLook(fill="#f3e5f5", border="#8e24aa"),
    BoxKind.REQUEST: BoxLook(fill="#fbe9e7", border="#8d6e63"),
    BoxKind.SUBDIALOG: BoxLook(fill="#e0f2f1", border="#00897b"),
    BoxKind.TRANSFER: BoxLook(fill="#e8f5e9", border="#43a047"),
    BoxKind.END: BoxLook(fill="#fff8e1", border="#ffb300"),
}

ARROW_LOOKS: Mapping[ExitKind, ArrowLook] = {
    ExitKind.ANSWER: ArrowLook(line="#1e88e5"),
    ExitKind.CHOICE: ArrowLook(line="#8e24aa", ink="#6a1b9a"),
    ExitKind.RESULT: ArrowLook(line="#00897b", ink="#00695c"),
    ExitKind.DIRECT: ArrowLook(line=INK),
    ExitKind.FAILURE: ArrowLook(line="#e53935", ink="#c62828"),
    ExitKind.SILENCE: ArrowLook(line="#b0b8c1", ink=FADED, width=0.9, is_dashed=True),
    ExitKind.NOMATCH: ArrowLook(line="#b0b8c1", ink=FADED, width=0.9, is_dashed=True),
}

_MET_BOX = BoxLook(fill="#e8f5e9", border="#43a047")
_MISSED_BOX = BoxLook(fill="#ffebee", border=RED, ink="#b71c1c", is_dashed=True)
_MET_ARROW = ArrowLook(line="#43a047", ink=GREEN, width=1.4)
_MISSED_ARROW = ArrowLook(line=RED, ink=RED, width=1.4, is_dashed=True)

_EMPTY_BOX = BoxLook(fill="#ffffff", border="#cbd2d9", ink=FADED)
_EMPTY_ARROW = ArrowLook(line="#cbd2d9", ink="#9aa5b1", width=0.7, is_dashed=True)
_THINNEST, _WIDEST = 1.0, 7.0
_FEW, _MANY = (232, 241, 250), (140, 190, 236)
_FEW_LINE, _MANY_LINE = (144, 178, 212), (21, 84, 150)
"""Colours of a share of nearly nothing and of everything."""


def box_look(picture: Picture, box: Box) -> BoxLook:
    if picture.traffic is None or box.share is None:
        return KIND_LOOKS[box.kind]
    if picture.traffic.kind is TrafficKind.TESTS:
        return _MET_BOX if box.share else _MISSED_BOX
    if not box.share:
        return _EMPTY_BOX
    return BoxLook(
        fill=_between(_FEW, _MANY, box.share),
        border=_between(_FEW_LINE, _MANY_LINE, box.share),
    )


def arrow_look(picture: Picture, arrow: Arrow) -> ArrowLook:
    if picture.traffic is None or arrow.share is None:
        return ARROW_LOOKS[arrow.kind]
    if picture.traffic.kind is TrafficKind.TESTS:
        return _MET_ARROW if arrow.share else _MISSED_ARROW
    if not arrow.share:
        return _EMPTY_ARROW
    return ArrowLook(
        line=_between(_FEW_LINE, _MANY_LINE, arrow.share),
        width=round(_THINNEST + (_WIDEST - _THINNEST) * arrow.share, 2),
    )


def _between(
    few: tuple[int, int, int], many: tuple[int, int, int], share: float
) -> str:
    parts = (round(a + (b - a) * share) for a, b in zip(few, many, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)
