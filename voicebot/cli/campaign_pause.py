"""`voicebot campaign pause`."""

from pathlib import Path

import click

from voicebot.cli.options import config_option, json_option


@click.command("pause")
@click.argument("name", metavar="КАМПАНИЯ")
@config_option
@json_option
def command(*, name: str, config: Path | None, as_json: bool) -> None:
    """Приостановить: новых звонков не будет, начатые договорят."""
    from voicebot.cli.campaign_move import make
    from voicebot.cli.campaign_moves import PAUSE

    make(PAUSE, name, config, as_json=as_json)
