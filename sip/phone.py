"""The command line of the simulated subscriber; also `python -m sip.phone`."""

import asyncio
import contextlib
import signal
import sys
from typing import Any

import click

from sip.config import SipConfig
from sip.endpoint import leave
from sip.errors import SipError
from sip.manner import Manner, Reception
from sip.phone_options import (
    OrderedReplies,
    keys,
    recording,
    seconds,
    sound,
    timed_keys,
    timed_sound,
    tls_files,
)
from sip.subscriber import Duty, Subscriber
from sip.trunk import NO_TLS_FILES, Srtp, Transport
from sip.uri import checked_uri

BAD_INPUT = 2


@click.command(name="phone", cls=OrderedReplies)
@click.option("--bind", default="127.0.0.1", show_default=True, help="Свой адрес.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Порт UDP; 0 (по умолчанию) - любой свободный.",
)
@click.option(
    "--transport",
    type=click.Choice([each.value for each in Transport]),
    default="udp",
    show_default=True,
    help="Чем передавать SIP.",
)
@click.option(
    "--certificate",
    "certificates",
    type=tls_files,
    metavar="ФАЙЛ,КЛЮЧ[,УЦ]",
    help="Файлы PEM для tls: сертификат, ключ и кому доверять.",
)
@click.option(
    "--srtp",
    type=click.Choice([each.value for each in Srtp]),
    default="off",
    show_default=True,
    help="Шифровать ли звук.",
)
@click.option(
    "--codec",
    "codecs",
    multiple=True,
    default=("PCMA", "PCMU"),
    show_default=True,
    help="Кодек; несколько - по порядку.",
)
@click.option("--name", default="subscriber", show_default=True, help="Имя в адресе.")
@click.option(
    "--place",
    type=checked_uri,
    metavar="SIP-АДРЕС",
    help="Позвонить самому, а не ждать.",
)
@click.option("--calls", type=click.IntRange(1), help="Принять столько и выйти.")
@click.option(
    "--ring",
    "ring_s",
    type=seconds,
    metavar="ВРЕМЯ",
    default="1s",
    help="Сколько звонить (1s).",
)
@click.option(
    "--no-answer", "reception", flag_value="NEVER_ANSWERS", help="Не брать трубку."
)
@click.option("--busy", "reception", flag_value="IS_BUSY", help="Занято (486).")
@click.option(
    "--decline",
    "reception",
    flag_value="DECLINES",
    help="Отклонить после звонка (603).",
)
@click.option(
    "--unavailable",
    "reception",
    flag_value="IS_UNAVAILABLE",
    help="Вне доступа (480).",
)
@click.option(
    "--early-media",
    type=sound,
    metavar="ФАЙЛ",
    help="Звук до ответа (183), вместо гудка.",
)
@click.option(
    "--say",
    "says",
    type=timed_sound,
    metavar="ФАЙЛ[@МОМЕНТ]",
    multiple=True,
    help="Сказать в такой момент после ответа, например yes.wav@3.5s.",
)
@click.option(
    "--reply",
    "replies",
    type=sound,
    metavar="ФАЙЛ",
    multiple=True,
    help="Сказать, когда робот договорит; несколько - по порядку.",
)
@click.option(
    "--press",
    "presses",
    type=timed_keys,
    metavar="КЛАВИШИ[@МОМЕНТ]",
    multiple=True,
    help="Нажать в такой момент после ответа, например 1@5s.",
)
@click.option(
    "--press-reply",
    "key_replies",
    type=keys,
    metavar="КЛАВИШИ",
    multiple=True,
    help="Нажать, когда робот договорит; в одном порядке с --reply.",
)
@click.option(
    "--pause",
    "pause_s",
    type=seconds,
    metavar="ВРЕМЯ",
    default="700ms",
    help="Сколько робот должен молчать, чтобы считаться договорившим (700ms).",
)
@click.option(
    "--hang-up-after",
    "hang_up_after_s",
    type=seconds,
    metavar="ВРЕМЯ",
    help="Положить трубку через столько после ответа.",
)
@click.option(
    "--hang-up-in-phrase",
    type=click.IntRange(1),
    metavar="N",
    help="Положить трубку посреди N-й фразы робота.",
)
@click.option(
    "--record",
    type=recording,
    metavar="ФАЙЛ",
    help="Записать разговор: слева абонент, справа что он слышит.",
)
def command(**options: Any) -> None:
    """Учебный абонент: звонит, отвечает, говорит и записывает сам.

    Печатает строку JSON, когда готов, и по строке после каждого разговора.
    """
    config = SipConfig(
        bind=options.pop("bind"),
        port=options.pop("port"),
        caller_id=options.pop("name"),
        transport=Transport(options.pop("transport")),
        tls=options.pop("certificates") or NO_TLS_FILES,
        srtp=Srtp(options.pop("srtp")),
        codecs=options.pop("codecs"),
        rings_by_itself=False,
        follows_transfers=True,
    )
    duty = Duty(place=options.pop("place"), calls=options.pop("calls"))
    subscriber = Subscriber(config, _manner(options), duty, click.echo)
    asyncio.run(_until_told_to_stop(subscriber))


def _manner(options: dict[str, Any]) -> Manner:
    reception = Reception[options.pop("reception") or Reception.ANSWERS.name]
    timed = (*options.pop("says"), *options.pop("presses"))
    return Manner(reception=reception, timed=timed, **options)


async def _until_told_to_stop(subscriber: Subscriber) -> None:
    """SIGTERM and SIGINT end the calls, tell of them, and free the port."""
    serving = asyncio.create_task(subscriber.run(), name="subscriber")
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await serving


def main() -> None:
    """Leaves by `leave`: a media thread that meets a closing interpreter aborts."""
    code = 0
    try:
        command()
    except SipError as error:
        sys.stderr.write(f"phone: {error}\n")
        code = BAD_INPUT
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    leave(code)


if __name__ == "__main__":
    main()
