"""`voicebot graph`: draw a scenario."""

from pathlib import Path

import click

from voicebot.i18n import _
from voicebot.scenario.drawing.draw import FORMATS, draw
from voicebot.scenario.loader import load_scenario


@click.command()
@click.argument("scenario", metavar="ФАЙЛ", type=Path)
@click.option(
    "-o",
    "--output",
    type=Path,
    required=True,
    help=f"Куда: {', '.join(f'x.{name}' for name in FORMATS)}.",
)
def command(scenario: Path, output: Path) -> None:
    """Нарисовать сценарий: узлы с текстами, ответы, начало и концы разговора."""
    draw(load_scenario(scenario), output)
    click.echo(_("{file} is drawn").format(file=output), err=True)
