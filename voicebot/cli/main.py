"""`voicebot`: finds the command, and turns errors into one sentence and exit code 2."""

import sys
from typing import NoReturn

import click

from voicebot.cli.lazy import LazyGroup
from voicebot.errors import VoicebotError
from voicebot.logs.begin import log_by
from voicebot.setting_parts.log import LogSettings

BAD_INPUT = 2

COMMANDS = {
    "answer": "voicebot.cli.answer",
    "call": "voicebot.cli.call",
    "campaign": "voicebot.cli.campaign",
    "chat": "voicebot.cli.chat",
    "check": "voicebot.cli.check",
    "console": "voicebot.cli.console",
    "correct": "voicebot.cli.correct",
    "db": "voicebot.cli.db",
    "demo": "voicebot.cli.demo",
    "doctor": "voicebot.cli.doctor",
    "graph": "voicebot.cli.graph",
    "kamailio-config": "voicebot.cli.kamailio_config",
    "listen": "voicebot.cli.listen",
    "models": "voicebot.cli.models",
    "new": "voicebot.cli.new",
    "phone": "voicebot.cli.phone",
    "prompts": "voicebot.cli.prompts",
    "sample": "voicebot.cli.sample",
    "say": "voicebot.cli.say",
    "serve": "voicebot.cli.serve",
    "simulate": "voicebot.cli.simulate",
    "speech": "voicebot.cli.speech",
    "status": "voicebot.cli.status",
    "talk": "voicebot.cli.talk",
    "test": "voicebot.cli.test",
    "understand": "voicebot.cli.understand",
    "why": "voicebot.cli.why",
}
"""Command to the module that holds it as `command`, imported when it is asked for."""


class Commands(LazyGroup):
    """Every command of the program."""

    modules = COMMANDS


@click.group(cls=Commands)
def voicebot() -> None:
    """Телефонный робот: звонит, слышит, понимает, отвечает."""


def main() -> None:
    code = 0
    try:
        log_by(LogSettings())  # until a command has read its own
        voicebot(prog_name="voicebot", standalone_mode=True)
    except VoicebotError as error:
        sys.stderr.write(f"voicebot: {error}\n")
        code = BAD_INPUT
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    _leave(code)


def _leave(code: int) -> NoReturn:
    """pjsua2's C++ objects do not survive Python's own way out."""
    if "sip.endpoint" in sys.modules:
        sys.modules["sip.endpoint"].leave(code)
    sys.exit(code)
