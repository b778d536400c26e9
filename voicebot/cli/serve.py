"""`voicebot serve`: the whole node, until it is told to leave."""

from pathlib import Path

import click

from voicebot.cli.options import config_option
from voicebot.settings import load_settings


@click.command("serve")
@config_option
def command(*, config: Path | None) -> None:
    """Принимать звонки всеми линиями машины (voicebot.yaml: node, numbers).

    Запускает службу речи и телефонные процессы, следит за ними и поднимает упавшие.
    SIGTERM: новых звонков не брать, начатые договорить и выйти; второй раз: выйти сразу.
    SIGHUP: перечитать сценарии. Что происходит сейчас, показывает voicebot status.
    """
    from voicebot.cli.border import run
    from voicebot.cli.node_table import print_node_ready
    from voicebot.node.running import run_node

    run(run_node(load_settings(config), config, ready=print_node_ready))
