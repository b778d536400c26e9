"""`voicebot status`: what the node that runs here is doing."""

import time
from pathlib import Path

import click

from voicebot.cli.options import config_option, json_option
from voicebot.settings import load_settings

REFRESH_S = 1.0


@click.command("status")
@config_option
@json_option
@click.option("--watch", "is_live", is_flag=True, help="Показывать, пока не прервут.")
def command(*, config: Path | None, as_json: bool, is_live: bool) -> None:
    """Показать процессы узла и его звонки."""
    from rich.live import Live

    from voicebot.cli.node_table import node_table, print_status
    from voicebot.node.status_socket import ask_status, socket_path

    path = socket_path(load_settings(config).folders)
    if not is_live:
        print_status(ask_status(path), as_json=as_json)
        return
    with Live(node_table(ask_status(path)), auto_refresh=False) as live:
        while True:
            time.sleep(REFRESH_S)
            live.update(node_table(ask_status(path)), refresh=True)
