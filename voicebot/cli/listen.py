"""`voicebot listen`: what the robot hears and understands in recorded audio."""

import json
from datetime import datetime
from pathlib import Path

import click

from voicebot.cli.options import config_option, json_option, now_option
from voicebot.clock import clock_of
from voicebot.errors import VoicebotError
from voicebot.i18n import _
from voicebot.settings import load_settings


@click.command("listen")
@click.argument("audio", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--scenario",
    type=click.Path(path_type=Path),
    help="Слушать как этот сценарий; нужен и --node.",
)
@click.option("--node", help="Узел сценария, чей вопрос задан.")
@now_option
@config_option
@json_option
def command(
    *,
    audio: tuple[Path, ...],
    scenario: Path | None,
    node: str | None,
    now: datetime | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Прослушать записи так, как их слышит звонок: речь, текст, смысл.

    Без сценария соревнуются все известные намерения. С --json по объекту на файл, в
    том же порядке.
    """
    from voicebot.cli.border import translated_errors
    from voicebot.conversation.opening import open_offline_listener
    from voicebot.scenario.reading.loader import load_scenario

    if (scenario is None) != (node is None):
        raise VoicebotError(
            _("--scenario and --node go together; give both or neither of them")
        )
    settings = load_settings(config)
    moment = now or clock_of(settings, None)()
    with translated_errors():
        graph = load_scenario(scenario) if scenario else None
        listener = open_offline_listener(settings, graph, node)
        click.echo(
            _("recognition: {engine}").format(engine=listener.engine_name), err=True
        )
        for path in audio:
            heard = listener.hear(path, moment)
            record = heard.record()
            if as_json:
                click.echo(json.dumps(record, ensure_ascii=False))
            else:
                click.echo(
                    _("{file}: {text}  [{intent} {confidence}]").format_map(record)
                )
