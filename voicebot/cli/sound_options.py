"""Options of commands that rehearse calls in sound."""

import click

noise_option = click.option(
    "--noise",
    "snr_db",
    type=float,
    metavar="ДБ",
    help="Шум на линии: на столько децибел речь громче него, например 10.",
)
loss_option = click.option(
    "--loss",
    "loss_percent",
    type=click.FloatRange(0, 100),
    default=0.0,
    metavar="ПРОЦЕНТ",
    help="Сколько процентов пакетов теряется по дороге, например 3.",
)
real_work_option = click.option(
    "--real-work",
    is_flag=True,
    help="Считать и время, за которое эта машина распознаёт и синтезирует речь.",
)
