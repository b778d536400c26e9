"""`voicebot chat`: talk to a scenario in the terminal."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from typing_extensions import override

from voicebot.cli.options import config_option, now_option, parse_slots, slot_option
from voicebot.i18n import _
from voicebot.scenario.chat import Chat, ChatView
from voicebot.scenario.loader import load_scenario
from voicebot.scenario.similar import did_you_mean
from voicebot.scenario.starting_slots import unknown_slots
from voicebot.settings import load_settings
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.understander import open_understander


@click.command()
@click.argument("file", metavar="ФАЙЛ", type=Path)
@slot_option
@now_option
@config_option
def command(
    file: Path, slots: tuple[str, ...], now: datetime | None, config: Path | None
) -> None:
    """Поговорить со сценарием текстом.

    Пустая строка: тишина. /key 1: нажать клавишу. /hangup: положить трубку.
    При переводе: /connected, /failed.
    """
    settings = load_settings(config)
    scenario = load_scenario(file)
    given = parse_slots(slots)
    for name in unknown_slots(scenario, given):
        hint = did_you_mean(name, scenario.slots)
        sentence = _('{scenario} has no slot "{slot}"').format(
            scenario=scenario.name, slot=name
        )
        click.echo(sentence + hint, err=True)
    understander = open_understander(
        settings.folders.dialogs / "phrases",
        settings.folders.var / "understanding",
        extra=scenario.phrases,
    )
    chat = Chat(
        scenario=scenario,
        understand=understander.understand,
        clock=_clock(now, settings.timezone),
        view=TerminalView(),
    )
    chat.run(given, _typed_lines())


def _clock(now: datetime | None, zone: str) -> Callable[[], datetime]:
    return lambda: now or datetime.now(ZoneInfo(zone))


def _typed_lines() -> Iterator[str]:
    is_terminal = sys.stdin.isatty()
    while True:
        if is_terminal:
            click.echo("> ", nl=False, err=True)
        line = sys.stdin.readline()
        if not line:
            return
        yield line.strip()


class TerminalView(ChatView):
    """The talk on stdout; what was understood, dimmed, on stderr."""

    @override
    def robot(self, text: str) -> None:
        click.echo(_("robot: {text}").format(text=text))

    @override
    def note(self, text: str) -> None:
        click.secho(f"  {text}", dim=True, err=True)

    @override
    def understood(self, meaning: Meaning) -> None:
        self.note(f"{meaning.intent} {meaning.confidence:.2f}: {meaning.why}")
