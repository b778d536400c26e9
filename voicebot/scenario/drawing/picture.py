"""What stands in a scenario's picture, whatever it is drawn with."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from voicebot.i18n import _
from voicebot.scenario.drawing.traffic import Traffic
from voicebot.scenario.roads import ANYWHERE
from voicebot.scenario.step import ExitKind

EVERYWHERE = ANYWHERE
"""Where arrows of global intents begin too."""

Lines = tuple[str, ...]
"""A text cut into lines."""


class BoxKind(StrEnum):
    """What a box is to a reader."""

    QUESTION = "question"
    STATEMENT = "statement"
    CHOICE = "choice"
    REQUEST = "request"
    SUBDIALOG = "subdialog"
    TRANSFER = "transfer"
    END = "ending"


def kind_names() -> Mapping[BoxKind, str]:
    """What the legend calls each kind, in its order."""
    return {
        BoxKind.QUESTION: _("question"),
        BoxKind.STATEMENT: _("words"),
        BoxKind.CHOICE: _("decision"),
        BoxKind.REQUEST: _("request to another system"),
        BoxKind.SUBDIALOG: _("another scenario"),
        BoxKind.TRANSFER: _("transfer to a person"),
        BoxKind.END: _("end of the talk"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One node: its name, its texts, and what it does in notes.

    `ends`: the talk may end here. `mark` is short and stands beside the name;
    `share` tells how much of the traffic came here, 0 to 1; None without traffic.
    `losses` tell of talks that broke off here.
    """

    name: str
    kind: BoxKind
    texts: tuple[Lines, ...]
    notes: tuple[Lines, ...]
    ends: bool
    mark: str = ""
    share: float | None = None
    losses: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """One or more roads between the same boxes, of the same kind.

    A label may have several lines. `share` as in `Box`.
    """

    source: str
    target: str
    kind: ExitKind
    labels: tuple[Lines, ...]
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A list beside the graph."""

    title: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A whole scenario. `everywhere` holds the global intents with what they lead to."""

    title: str
    first: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    everywhere: Panel | None
    outcomes: Panel | None = None
    traffic: Traffic | None = None

    @property
    def ids(self) -> Mapping[str, str]:
        """A plain name for each box, safe in any drawing language."""
        return {
            EVERYWHERE: "everywhere",
            **{box.name: f"n{index}" for index, box in enumerate(self.boxes)},
        }
