"""`voicebot campaign start`."""

from pathlib import Path

import click

from voicebot.cli.options import config_option, json_option


@click.command("start")
@click.argument("name", metavar="КАМПАНИЯ")
@config_option
@json_option
def command(*, name: str, config: Path | None, as_json: bool) -> None:
    """Начать обзвон; чего не хватает, будет сказано."""
    from voicebot.cli.campaign_move import make
    from voicebot.cli.campaign_moves import START

    make(START, name, config, as_json=as_json)
