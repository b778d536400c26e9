"""`voicebot chat`: talk to a scenario in the terminal."""

from datetime import datetime
from pathlib import Path

import click
from typing_extensions import override

from voicebot.cli.options import config_option, now_option, parse_slots, slot_option
from voicebot.cli.typed_lines import typed_lines
from voicebot.clock import clock_of
from voicebot.i18n import _
from voicebot.nlu.choice import chosen_understander
from voicebot.scenario.actions import Action, CallWebhook, HangUp, Hold, Transfer
from voicebot.scenario.answer_understanding import AnswerUnderstanding
from voicebot.scenario.chatting.chat import Chat, ChatView
from voicebot.scenario.chatting.chat_commands import chat_commands
from voicebot.scenario.chatting.chat_notes import understood_lines
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.scenario.starting_slots import unknown_slots
from voicebot.settings import load_settings
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.understander import open_understander

HISTORY_NAME = "chat-history"


@click.command()
@click.argument("file", metavar="ФАЙЛ", type=Path)
@slot_option
@now_option
@config_option
def command(
    file: Path, slots: tuple[str, ...], now: datetime | None, config: Path | None
) -> None:
    """Поговорить со сценарием текстом: печатайте реплики абонента.

    Видно, как понята каждая реплика, куда и почему пошёл разговор. Пустая строка —
    тишина, /key 1 — клавиша, /back — шаг назад, /help — все команды.

    Слова робота печатаются в stdout, всё остальное в stderr.
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
    understander = chosen_understander(
        settings.nlu,
        open_understander(
            settings.folders.dialogs / "phrases",
            settings.folders.var / "understanding",
            extra=scenario.all_phrases,
        ),
    )
    view = TerminalView()
    chat = Chat(
        scenario=scenario,
        understand=AnswerUnderstanding(scenario=scenario, understander=understander),
        clock=clock_of(settings, now),
        view=view,
    )
    typed = typed_lines(
        view.prompt,
        history=settings.folders.var / HISTORY_NAME,
        commands=[known.word for known in chat_commands()],
    )
    chat.run(given, typed)


class TerminalView(ChatView):
    """The talk on stdout; what was understood and done, dimmed, on stderr."""

    def __init__(self) -> None:
        self._waiting: Action | None = None

    def prompt(self) -> str:
        """What the next line answers, for the start of that line."""
        match self._waiting:
            case Transfer():
                return _("transfer> ")
            case CallWebhook():
                return _("webhook> ")
            case Hold():
                return _("music> ")
            case HangUp():
                return _("end (Enter, /back or /restart)> ")
            case _:
                return "> "

    @override
    def robot(self, text: str) -> None:
        click.secho(_("robot: {text}").format(text=text), bold=True)

    @override
    def note(self, text: str) -> None:
        click.secho(f"  {text}", dim=True, err=True)

    @override
    def understood(self, meaning: Meaning) -> None:
        for line in understood_lines(meaning):
            click.secho(f"  {line}", fg="cyan", err=True)

    @override
    def awaits(self, waiting: Action) -> None:
        self._waiting = waiting
