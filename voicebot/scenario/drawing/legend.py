"""What the colours of a picture mean, as a row of Graphviz's labels."""

from collections.abc import Iterator, Mapping
from html import escape

from voicebot.i18n import _
from voicebot.scenario.drawing.look import ARROW_LOOKS, FADED, GREEN, KIND_LOOKS, RED
from voicebot.scenario.drawing.picture import Picture, kind_names
from voicebot.scenario.drawing.traffic import TrafficKind
from voicebot.scenario.step import ExitKind


def legend(picture: Picture) -> Iterator[str]:
    """Rows for what is there to be explained, none for a picture that needs none."""
    if picture.traffic is None:
        yield _boxes(picture)
        yield _arrows(picture)
    else:
        yield _traffic(picture.traffic.kind)


def _boxes(picture: Picture) -> str:
    met = {box.kind for box in picture.boxes}
    cells = "".join(
        f'<td bgcolor="{KIND_LOOKS[kind].fill}" color="{KIND_LOOKS[kind].border}"'
        f' border="1"> {_small(name)} </td>'
        for kind, name in kind_names().items()
        if kind in met
    )
    return (
        '<table border="0" cellborder="1" cellspacing="6" cellpadding="3">'
        f"<tr>{cells}</tr></table>"
    )


def _arrows(picture: Picture) -> str:
    met = {arrow.kind for arrow in picture.arrows}
    return " ".join(
        _coloured(f"{'╌╌' if look.is_dashed else '──'} {name}  ", look.line)
        for kind, name in _arrow_names().items()
        if kind in met
        for look in [ARROW_LOOKS[kind]]
    )


def _arrow_names() -> Mapping[ExitKind, str]:
    return {
        ExitKind.ANSWER: _("answer"),
        ExitKind.DIRECT: _("goes on"),
        ExitKind.CHOICE: _("condition"),
        ExitKind.RESULT: _("result of another scenario"),
        ExitKind.FAILURE: _("nobody answers, failure"),
        ExitKind.SILENCE: _("silence, not understood"),
    }


def _traffic(kind: TrafficKind) -> str:
    if kind is TrafficKind.TESTS:
        met = _coloured(_("met by tests, how often"), GREEN)
        return met + " · " + _coloured(_("dashed: missed"), RED)
    told = _("the darker and wider, the more calls; at arrows, the share of their node")
    return _coloured(told, FADED)


def _coloured(text: str, colour: str) -> str:
    return f'<font color="{colour}">{_small(text)}</font>'


def _small(text: str) -> str:
    return f'<font point-size="10">{escape(text)}</font>'
