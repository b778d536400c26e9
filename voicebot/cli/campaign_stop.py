"""`voicebot campaign stop`."""

from pathlib import Path

import click

from voicebot.cli.options import config_option, json_option


@click.command("stop")
@click.argument("name", metavar="КАМПАНИЯ")
@config_option
@json_option
def command(*, name: str, config: Path | None, as_json: bool) -> None:
    """Остановить совсем; контакты и результаты остаются."""
    from voicebot.cli.campaign_move import make
    from voicebot.cli.campaign_moves import STOP

    make(STOP, name, config, as_json=as_json)
