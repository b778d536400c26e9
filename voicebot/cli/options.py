"""Options that several commands share."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from typing_extensions import override

from voicebot.errors import VoicebotError
from voicebot.i18n import _
from voicebot.scenario.duration import parse_duration


class Duration(click.ParamType[float]):
    """`500ms`, `5s`, `2h`, as float seconds."""

    name = "duration"

    @override
    def convert(self, value: Any, param: Any, ctx: Any) -> float:
        if isinstance(value, float):
            return value
        try:
            return parse_duration(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Moment(click.ParamType[datetime]):
    """An ISO 8601 time with its offset, as an aware datetime."""

    name = "moment"

    @override
    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.fail(
                _(
                    '"{value}" is no time with an offset; write one like'
                    " 2026-11-20T14:10+03:00"
                ).format(value=value),
                param,
                ctx,
            )
        return moment


now_option = click.option(
    "--now", type=Moment(), help="Считать, что сейчас: 2026-11-20T14:10+03:00."
)
config_option = click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Файл настроек (по умолчанию voicebot.yaml).",
)
scenario_option = click.option(
    "--scenario",
    type=click.Path(path_type=Path),
    required=True,
    help="Файл сценария, например dialogs/credit_lead.yaml.",
)
slot_option = click.option(
    "--slot",
    "slots",
    multiple=True,
    metavar="ИМЯ=ЗНАЧЕНИЕ",
    help="Слот контакта; можно повторять.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Результат одним объектом JSON."
)


def parse_slots(given: Iterable[str]) -> Mapping[str, str]:
    """`name=value` pairs.

    Raises:
        VoicebotError: one of them has no `=`.
    """
    slots: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise VoicebotError(
                _('--slot "{pair}" has no value; write --slot name=value').format(
                    pair=pair
                )
            )
        slots[name] = value
    return slots
