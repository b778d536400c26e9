"""`voicebot serve`: the whole node, until it is told to leave."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicebot.cli.options import config_option
from voicebot.errors import VoicebotError
from voicebot.settings import Settings, load_settings

if TYPE_CHECKING:
    from voicebot.node.running import Told

BAD_INPUT = 2


@click.command("serve")
@config_option
@click.option(
    "--log-format",
    type=click.Choice(("text", "json")),
    default=None,
    help="Журнал: text для терминала, json — объект в строке (вместо log.format).",
)
def command(*, config: Path | None, log_format: str | None) -> None:
    """Принимать звонки и звонить по кампаниям всеми линиями машины.

    В voicebot.yaml: node и numbers — кому отвечать, campaigns.lines и trunks — сколькими
    линиями и через кого звонить, web.port — интерфейс HTTP. Запускает службу речи,
    телефонные процессы и, где они нужны, базу данных, её работы и интерфейс; следит за
    ними и поднимает упавшие.
    SIGTERM: новых звонков не брать и не делать, начатые договорить и выйти; второй раз:
    выйти сразу.
    SIGHUP: перечитать сценарии. Что происходит сейчас, показывает voicebot status.
    """
    from voicebot.cli.node_table import print_node_ready
    from voicebot.logs.begin import logging_node

    settings = _with_log_format(load_settings(config), log_format)
    is_json = settings.log.format == "json"
    with logging_node(settings.log, process="supervisor"):
        _serve(settings, config, ready=None if is_json else print_node_ready)


def _with_log_format(settings: Settings, chosen: str | None) -> Settings:
    if chosen is None:
        return settings
    log = settings.log.model_copy(update={"format": chosen})
    return settings.model_copy(update={"log": log})


def _serve(settings: Settings, config: Path | None, *, ready: "Told | None") -> None:
    """What ends it is a line of JSON too, where all lines are (`ready` None)."""
    from voicebot.cli.border import run
    from voicebot.logs.begin import logger
    from voicebot.node.running import run_node

    try:
        run(run_node(settings, config, ready=ready or (lambda _status: None)))
    except VoicebotError as error:
        if ready:
            raise
        logger.critical("node_cannot_go_on", extra={"sentence": str(error)})
        raise SystemExit(BAD_INPUT) from error
