"""`voicebot campaign export`: contacts and attempts for Excel and a CRM."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicebot.cli.options import config_option, json_option
from voicebot.i18n import _
from voicebot.settings import Settings, load_settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from voicebot.results.export import Exported, Wanted


@click.command("export")
@click.argument("name", metavar="КАМПАНИЯ")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Куда: x.xlsx (листы по спискам, все контакты, звонки) или x.csv (контакты).",
)
@click.option("--list", "only_list", metavar="СПИСОК", help="Только один список.")
@click.option(
    "--for-import",
    "is_for_import",
    is_flag=True,
    help="Только номера и слоты: чтобы загрузить этих людей в другую кампанию.",
)
@click.option(
    "--attempts", "is_of_attempts", is_flag=True, help="В x.csv звонки, а не контакты."
)
@config_option
@json_option
def command(  # noqa: PLR0913  # click passes each option by name
    *,
    name: str,
    output: Path,
    only_list: str | None,
    is_for_import: bool,
    is_of_attempts: bool,
    config: Path | None,
    as_json: bool,
) -> None:
    """Выгрузить результаты: все контакты со звонками или один список."""
    from voicebot.cli.campaign_database import at_one_moment
    from voicebot.results.export import export

    settings = load_settings(config)

    async def exported(connection: "AsyncConnection") -> "Exported":
        wanted = await _wanted(connection, name, settings)
        chosen = replace(
            wanted,
            only_list=only_list,
            is_for_import=is_for_import,
            is_of_attempts=is_of_attempts,
        )
        return await export(connection, chosen, output)

    done = at_one_moment(settings, exported)
    if as_json:
        facts = {"file": str(output), **asdict(done)}
        click.echo(json.dumps(facts, ensure_ascii=False))
    elif done.contacts is None:
        click.echo(
            _("{file}: attempts: {attempts}").format(
                file=output, attempts=done.attempts
            )
        )
    elif done.attempts is None:
        click.echo(
            _("{file}: contacts: {contacts}").format(
                file=output, contacts=done.contacts
            )
        )
    else:
        click.echo(
            _("{file}: contacts: {contacts}, attempts: {attempts}").format(
                file=output, contacts=done.contacts, attempts=done.attempts
            )
        )


async def _wanted(
    connection: "AsyncConnection", name: str, settings: Settings
) -> "Wanted":
    from voicebot.cli.campaign_database import known_campaign
    from voicebot.cli.campaign_readiness import outcome_titles
    from voicebot.results.export import Wanted

    row = await known_campaign(connection, name)
    return Wanted(campaign_id=row.id, outcomes=outcome_titles(row.rules, settings))
