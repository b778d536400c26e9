"""`voicebot campaign resume`."""

from pathlib import Path

import click

from voicebot.cli.options import config_option, json_option


@click.command("resume")
@click.argument("name", metavar="КАМПАНИЯ")
@config_option
@json_option
def command(*, name: str, config: Path | None, as_json: bool) -> None:
    """Продолжить приостановленную кампанию."""
    from voicebot.cli.campaign_move import make
    from voicebot.cli.campaign_moves import RESUME

    make(RESUME, name, config, as_json=as_json)
