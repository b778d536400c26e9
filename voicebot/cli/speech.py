"""`voicebot speech`: recognition and voice for other machines, over Wyoming."""

from pathlib import Path

import click

from voicebot.cli.options import config_option
from voicebot.settings import load_settings


@click.command("speech")
@click.argument("uri")
@config_option
def command(*, uri: str, config: Path | None) -> None:
    """Распознавать и говорить для других процессов по протоколу Wyoming.

    URI: tcp://0.0.0.0:10300 или unix:///путь/к/сокету. Роботы на других машинах
    находят службу по speech.uris в своём voicebot.yaml.
    """
    from voicebot.cli.border import run
    from voicebot.conversation.opening import chosen_engines
    from voicebot.logs.begin import logging_node
    from voicebot.node.speech_process import serve_speech

    settings = load_settings(config)
    click.echo(chosen_engines(settings), err=True)
    with logging_node(settings.log, process="speech"):
        run(serve_speech(settings, uri))
