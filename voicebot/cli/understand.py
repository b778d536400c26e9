"""`voicebot understand`: what typed utterances mean, one a line."""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from voicebot.cli.options import config_option, now_option
from voicebot.clock import clock_of
from voicebot.nlu.choice import chosen_understander
from voicebot.settings import load_settings
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.meaning_json import slots_json
from voicebot.understanding.understander import open_understander


@click.command()
@click.option(
    "--json", "as_json", is_flag=True, help="Печатать JSON, по объекту в строке."
)
@now_option
@config_option
def command(*, as_json: bool, now: datetime | None, config: Path | None) -> None:
    """Понять реплики: по одной в строке на входе, по одному ответу в строке на выходе."""
    settings = load_settings(config)
    clock = clock_of(settings, None)
    understander = chosen_understander(
        settings.nlu,
        open_understander(
            settings.folders.dialogs / "phrases", settings.folders.var / "understanding"
        ),
    )
    written: Callable[[Meaning], str] = _as_json if as_json else _as_line
    for line in sys.stdin:
        meaning = understander.understand(line.rstrip("\r\n"), now=now or clock())
        click.echo(written(meaning))
        sys.stdout.flush()


def _as_json(meaning: Meaning) -> str:
    fields = {
        "text": meaning.text,
        "intent": meaning.intent,
        "confidence": meaning.confidence,
        "slots": slots_json(meaning),
        "why": meaning.why,
    }
    return json.dumps(fields, ensure_ascii=False)


def _as_line(meaning: Meaning) -> str:
    slots = slots_json(meaning)
    told = f"  {json.dumps(slots, ensure_ascii=False)}" if slots else ""
    intent = meaning.intent or "-"
    return (
        f"{intent:<18} {meaning.confidence:4.2f}  {meaning.text}{told}  ({meaning.why})"
    )
