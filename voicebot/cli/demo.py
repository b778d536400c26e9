"""`voicebot demo`: three real calls on this machine."""

from pathlib import Path

import click

from voicebot.cli.options import config_option
from voicebot.i18n import _
from voicebot.settings import load_settings


@click.command("demo")
@config_option
def command(*, config: Path | None) -> None:
    """Показать робота: три настоящих звонка по SIP на этой машине.

    Учебный абонент отвечает записанной речью: «да», «нет», «перезвоните через
    полчаса». Остаются записи, ход разговора и итог каждого звонка.
    """
    from rich.console import Console

    from voicebot.cli.border import run, translated_errors
    from voicebot.cli.demo_table import calling, results
    from voicebot.cli.live import print_line
    from voicebot.conversation.opening import chosen_engines
    from voicebot.demo import Demonstration

    settings = load_settings(config)
    click.echo(chosen_engines(settings), err=True)
    with translated_errors():
        demonstration = Demonstration(settings)
    click.echo(
        _("the demonstration's clock says {time}").format(
            time=f"{demonstration.begins:%H:%M}"
        ),
        err=True,
    )
    shown = run(demonstration.run(calling=calling, watch=print_line))
    Console().print(results(shown))
