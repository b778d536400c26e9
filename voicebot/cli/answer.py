"""`voicebot answer`: take inbound calls on a port and talk by a scenario."""

import json
from pathlib import Path

import click

from voicebot.cli.options import (
    config_option,
    json_option,
    parse_slots,
    scenario_option,
    slot_option,
)
from voicebot.logs.begin import log_by
from voicebot.settings import load_settings


@click.command("answer")
@scenario_option
@slot_option
@config_option
@json_option
@click.option(
    "--port", type=int, default=None, help="Порт SIP; иначе sip.port из настроек."
)
@click.option("--calls", type=int, default=None, help="Выйти после стольких звонков.")
def command(
    *,
    scenario: Path,
    slots: tuple[str, ...],
    config: Path | None,
    as_json: bool,
    port: int | None,
    calls: int | None,
) -> None:
    """Принимать звонки и разговаривать по сценарию.

    Сценарий можно править на ходу: следующий звонок пойдёт по новому. Если в правке
    ошибка, она печатается, а звонки идут по прежнему.

    С --json первая строка вывода — {"ready": "sip:…"}, дальше по объекту на звонок.
    """
    from voicebot.cli.border import run
    from voicebot.cli.live import print_line, print_ready, print_summary
    from voicebot.conversation.opening import chosen_engines
    from voicebot.conversation.reception import CallJob
    from voicebot.conversation.report import CallReport
    from voicebot.conversation.service import Desk, answer_calls

    def ended(report: CallReport) -> None:
        if as_json:
            click.echo(json.dumps(report.record(), ensure_ascii=False))
        else:
            print_summary(report)

    settings = load_settings(config)
    log_by(settings.log)
    click.echo(chosen_engines(settings), err=True)
    desk = Desk(
        ready=lambda uri: print_ready(uri, as_json=as_json),
        ended=ended,
        watch=print_line,
        tell=lambda sentence: click.echo(sentence, err=True),
    )
    job = CallJob(scenario=scenario, slots=parse_slots(slots))
    run(answer_calls(settings, job, desk, port=port, most_calls=calls))
