"""`voicebot console`: the HTTP interface alone."""

from pathlib import Path

import click

from voicebot.cli.options import config_option
from voicebot.settings import Settings, load_settings

USUAL_PORT = 8080


@click.command("console")
@config_option
@click.option(
    "--host", default=None, help="Адрес, на котором слушать (вместо web.host)."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=None,
    help=f"Порт (вместо web.port; без обоих {USUAL_PORT}).",
)
def command(*, config: Path | None, host: str | None, port: int | None) -> None:
    """Открыть HTTP-интерфейс для CRM и консоли (voicebot.yaml: web).

    Что по каким адресам, показывает /api/v1/docs. Звонки идут отдельно: voicebot serve,
    который открывает и этот интерфейс сам, если задан web.port. Ctrl+C закрывает.
    """
    from voicebot.cli.border import run
    from voicebot.logs.begin import logging_node

    settings = _with_address(load_settings(config), host, port)
    with logging_node(settings.log, process="web"):
        run(_serve(settings))


def _with_address(settings: Settings, host: str | None, port: int | None) -> Settings:
    """Checked as the settings' own are.

    Raises:
        SettingsError: strangers could come in.
    """
    from pydantic import ValidationError

    from voicebot.errors import SettingsError
    from voicebot.setting_parts.web import WebSettings

    own = settings.web
    chosen = port if port is not None else own.port
    changed = {
        **own.model_dump(),
        "host": host or own.host,
        "port": USUAL_PORT if chosen is None else chosen,
    }
    try:
        web = WebSettings.model_validate(changed)
    except ValidationError as error:
        sentence = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise SettingsError(sentence) from error
    return settings.model_copy(update={"web": web})


async def _serve(settings: Settings) -> None:
    import asyncio
    import signal

    from voicebot.i18n import _
    from voicebot.web.serving import serving

    leaving = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, leaving.set)
    async with serving(settings) as address:
        sentence = _("{address}/api/v1/docs lists what there is; Ctrl+C ends it")
        click.echo(sentence.format(address=address), err=True)
        await leaving.wait()
