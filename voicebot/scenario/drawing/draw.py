"""Writes a scenario's picture to a file."""

from collections.abc import Callable, Mapping
from pathlib import Path

import graphviz

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.drawing.compose import picture_of
from voicebot.scenario.drawing.dot import to_dot
from voicebot.scenario.drawing.mermaid import to_mermaid
from voicebot.scenario.drawing.picture import Picture
from voicebot.scenario.drawing.traffic import Traffic
from voicebot.scenario.model import Scenario

Render = Callable[[Picture], bytes]


def draw(scenario: Scenario, output: Path, traffic: Traffic | None = None) -> None:
    """Draw to `output`, coloured by `traffic`; its suffix chooses the format.

    Raises:
        ScenarioError: no such format, no Graphviz, or the file cannot be written.
    """
    render = FORMATS.get(output.suffix.removeprefix("."))
    if render is None:
        raise ScenarioError(
            _("{file}: a picture is one of {formats}; name the file so").format(
                file=output, formats=", ".join(FORMATS)
            )
        )
    content = render(picture_of(scenario, traffic))
    try:
        output.write_bytes(content)
    except OSError as error:
        raise ScenarioError(
            _("{file} cannot be written: {reason}").format(
                file=output, reason=error.strerror
            )
        ) from error


def _with_graphviz(form: str) -> Render:
    def render(picture: Picture) -> bytes:
        try:
            drawn: bytes = to_dot(picture).pipe(format=form)
        except graphviz.ExecutableNotFound as error:
            raise ScenarioError(
                _(
                    "drawing needs Graphviz: apt install graphviz, or draw to a file "
                    "that ends in .mmd"
                )
            ) from error
        return drawn

    return render


def _mermaid(picture: Picture) -> bytes:
    return to_mermaid(picture).encode()


FORMATS: Mapping[str, Render] = {
    "svg": _with_graphviz("svg"),
    "png": _with_graphviz("png"),
    "mmd": _mermaid,
}
"""What draws to each suffix."""
