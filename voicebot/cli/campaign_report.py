"""`voicebot campaign report`: what a campaign came to, in figures and a picture."""

import json
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from voicebot.cli.options import config_option, json_option
from voicebot.i18n import _
from voicebot.settings import load_settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from voicebot.results.results import Results


@click.command("report")
@click.argument("name", metavar="КАМПАНИЯ")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ещё и нарисовать: x.svg, x.png или x.html.",
)
@click.option(
    "--goal",
    metavar="СПИСОК",
    help="Какой список считать успехом (обычно первый под lists в правилах).",
)
@config_option
@json_option
def command(
    *,
    name: str,
    output: Path | None,
    goal: str | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Показать итоги: воронка, списки, звонки по часам, чем кончились, сколько стоят."""
    from voicebot.cli.campaign_database import at_one_moment

    settings = load_settings(config)
    results = at_one_moment(
        settings, lambda connection: _gathered(connection, name, goal)
    )
    if output is not None:
        from voicebot.results.picture_file import draw_to

        draw_to(output, results, ZoneInfo(settings.timezone))
        click.echo(_("{file} is drawn").format(file=output), err=True)
    if as_json:
        from voicebot.results.as_json import results_json

        click.echo(json.dumps(results_json(results), ensure_ascii=False))
        return
    from rich.console import Console

    from voicebot.cli.campaign_report_tables import report_tables

    for table in report_tables(results, ZoneInfo(settings.timezone)):
        Console().print(table)


async def _gathered(
    connection: "AsyncConnection", name: str, goal: str | None
) -> "Results":
    from voicebot.cli.campaign_database import known_campaign
    from voicebot.results.gathering import Whose, gather
    from voicebot.store.campaigns import rules_of

    row = await known_campaign(connection, name)
    return await gather(
        connection,
        Whose(
            campaign_id=row.id, rules=rules_of(row.rules), status=row.status, goal=goal
        ),
    )
