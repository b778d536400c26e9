"""`voicebot call`: dial somebody and talk by a scenario."""

import json
from datetime import datetime
from pathlib import Path

import click

from voicebot.cli.options import (
    Duration,
    config_option,
    json_option,
    now_option,
    parse_slots,
    scenario_option,
    slot_option,
)
from voicebot.logs.begin import log_by
from voicebot.settings import load_settings


@click.command("call")
@click.argument("uri")
@scenario_option
@slot_option
@config_option
@now_option
@json_option
@click.option(
    "--ring", "ring_s", type=Duration(), default=None, help="Сколько звонить: 30s."
)
@click.option(
    "--port", type=int, default=0, help="Свой порт SIP; 0 (обычно) — любой свободный."
)
def command(  # noqa: PLR0913  # click passes each option by name
    *,
    uri: str,
    scenario: Path,
    slots: tuple[str, ...],
    config: Path | None,
    now: datetime | None,
    as_json: bool,
    ring_s: float | None,
    port: int,
) -> None:
    """Позвонить по номеру или на URI (sip:manager@host), поговорить по сценарию.

    Номер (+79261234567) набирается через транки из настроек.

    Ход разговора печатается, пока он идёт; в конце итог. С --json последняя строка
    вывода — один объект JSON, а ход разговора уходит в stderr.
    """
    from voicebot.cli.border import run
    from voicebot.cli.live import print_line, print_summary
    from voicebot.conversation.opening import chosen_engines
    from voicebot.conversation.reception import CallJob
    from voicebot.conversation.service import dial_once

    settings = load_settings(config)
    log_by(settings.log)
    click.echo(chosen_engines(settings), err=True)
    report = run(
        dial_once(
            settings,
            CallJob(scenario=scenario, slots=parse_slots(slots), now=now),
            uri,
            port=port,
            ring_s=ring_s,
            watch=print_line,
        )
    )
    if as_json:
        click.echo(json.dumps(report.record(), ensure_ascii=False))
    else:
        print_summary(report)
