"""`voicebot kamailio-config`: one SIP address before all phones."""

from pathlib import Path

import click

from voicebot.cli.options import config_option
from voicebot.i18n import _
from voicebot.settings import load_settings


@click.command("kamailio-config")
@config_option
@click.option(
    "--listen",
    "listen_at",
    default="udp:0.0.0.0:5060",
    show_default=True,
    metavar="ПРОТОКОЛ:АДРЕС:ПОРТ",
    help="Где Kamailio принимает звонки; tcp: - TCP вместе с UDP.",
)
@click.option(
    "--node",
    "nodes",
    multiple=True,
    metavar="АДРЕС:ПОРТ+ЧИСЛО",
    help="Узел: столько телефонных процессов на портах подряд; можно повторять."
    " По умолчанию - узел этой машины.",
)
@click.option(
    "--run-dir",
    type=click.Path(path_type=Path),
    default=Path("/run/kamailio"),
    show_default=True,
    help="Папка для управляющего сокета Kamailio (kamcmd).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("kamailio.cfg"),
    show_default=True,
    help="Куда записать; рядом ляжет dispatcher.list.",
)
def command(
    *,
    config: Path | None,
    listen_at: str,
    nodes: tuple[str, ...],
    run_dir: Path,
    output: Path,
) -> None:
    """Записать настройки Kamailio: один SIP-адрес перед всеми линиями.

    Звонок идёт процессу, у которого их меньше всего; занятый, упавший или
    уходящий процесс пропускается.
    """
    from voicebot.node.kamailio import (
        Front,
        Listen,
        own_phones,
        read_node,
        write_front,
    )

    settings = load_settings(config)
    listen = Listen.read(listen_at)
    given = tuple(phone for node in nodes for phone in read_node(node))
    front = Front(
        listen=listen,
        phones=given or own_phones(settings, listen),
        control=run_dir / "kamailio_ctl",
        retry_after_s=settings.node.retry_after_s,
    )
    for path in write_front(front, output):
        click.echo(path)
    click.echo(_("check it with `kamailio -c -f {path}`").format(path=output), err=True)
