"""`voicebot talk`: a whole conversation from recordings, without a telephone."""

import json
from datetime import datetime
from pathlib import Path

import click
from typing_extensions import override

from voicebot.cli.options import (
    config_option,
    json_option,
    now_option,
    parse_slots,
    slot_option,
)
from voicebot.cli.sound_options import loss_option, noise_option, real_work_option
from voicebot.logs.begin import log_by
from voicebot.settings import load_settings

_ITEMS = "--wav-in"
_SILENCE = "-"


class _TalkCommand(click.Command):
    """Lets one `--wav-in` be followed by any number of items."""

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _one_item_each(args))


def _one_item_each(args: list[str]) -> list[str]:
    """`--wav-in a b` as `--wav-in a --wav-in b`; `--silence` among them is a silence."""
    spread: list[str] = []
    is_listing = False
    for word in args:
        if word == _ITEMS:
            is_listing = True
        elif word == "--silence":
            spread += [_ITEMS, _SILENCE]
        elif is_listing and (word == _SILENCE or not word.startswith("-")):
            spread += [_ITEMS, word]
        else:
            is_listing = False
            spread.append(word)
    return spread


@click.command("talk", cls=_TalkCommand)
@click.argument("file", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@click.option(
    _ITEMS,
    "items",
    multiple=True,
    metavar="ЗАПИСЬ…",
    help="Что делает абонент, по порядку: записи и другое, см. выше.",
)
@slot_option
@now_option
@noise_option
@loss_option
@click.option(
    "--wav-out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Куда сохранить запись: .wav или .flac, слева абонент, справа робот.",
)
@real_work_option
@config_option
@json_option
def command(  # noqa: PLR0913  # click passes each option by name
    *,
    file: Path,
    items: tuple[str, ...],
    slots: tuple[str, ...],
    now: datetime | None,
    snr_db: float | None,
    loss_percent: float,
    wav_out: Path | None,
    real_work: bool,
    config: Path | None,
    as_json: bool,
) -> None:
    """Провести разговор по записям: настоящий робот, но без телефона.

    \b
    --wav-in a.wav b.wav …   записи реплик, по одной на вопрос робота
        say:да, удобно       реплика текстом: её произнесёт синтезатор
        -  (или --silence)   промолчать
        key:1                нажать клавиши
        hangup               положить трубку
        answered:machine     ответил автоответчик (secretary, screening, menu, intercept,
                             fax, tone) или своя запись: answered:a.wav; пишется первым
        a.wav@1.5s           перебить: через 1,5 с после начала речи робота
        transfer:failed      чем кончится перевод (или transfer:connected)
        webhook:failed       чем ответит вебхук (или webhook:timed_out, webhook:{JSON})

    Запись начинается, когда робот договорил. Когда записи кончились, абонент кладёт
    трубку. Разговор идёт быстрее настоящего: время в нём считается по звуку. Сообщения
    и вебхуки наружу не уходят.
    """  # noqa: D301  # click's own mark: this block keeps its lines
    from voicebot.cli.border import translated_errors
    from voicebot.cli.live import print_line, print_summary
    from voicebot.conversation.opening import chosen_engines
    from voicebot.rehearsal.line_condition import LineCondition
    from voicebot.rehearsal.recording_copy import copy_recording, expect_writable
    from voicebot.rehearsal.talk import TalkJob, talk_once

    if wav_out:
        expect_writable(wav_out)
    settings = load_settings(config)
    log_by(settings.log)
    job = TalkJob(
        scenario=file,
        items=items,
        slots=parse_slots(slots),
        now=now,
        line=LineCondition(snr_db=snr_db, loss=loss_percent / 100),
        counts_work=real_work,
    )
    click.echo(chosen_engines(settings), err=True)
    with translated_errors():
        report = talk_once(settings, job, print_line)
    if wav_out and report.recording:
        copy_recording(report.recording, wav_out)
    if as_json:
        click.echo(json.dumps(report.record(), ensure_ascii=False))
    else:
        print_summary(report)
