"""`voicebot campaign create`: a campaign's rules into the database."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicebot.cli.options import config_option, json_option
from voicebot.i18n import _
from voicebot.settings import load_settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from voicebot.store.campaigns import CampaignRow


@click.command("create")
@click.argument("file", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@config_option
@json_option
def command(*, file: Path, config: Path | None, as_json: bool) -> None:
    """Завести кампанию по ФАЙЛУ правил: звонить она начнёт после start.

    Правила хранятся в базе, чтобы их видели все машины; файл потом можно править и
    отдать команде edit.
    """
    from voicebot.campaign.reading.loader import load_campaign
    from voicebot.campaign.reading.written_file import text_of
    from voicebot.cli.campaign_database import in_database
    from voicebot.store.campaigns import create_campaign

    load_campaign(file)  # its complaints name the file
    text = text_of(file)

    async def created(connection: "AsyncConnection") -> "CampaignRow":
        return await create_campaign(connection, text, now=datetime.now(UTC))

    row = in_database(load_settings(config), created)
    if as_json:
        facts = {"campaign": row.name, "id": row.id, "status": row.status}
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    click.echo(
        _(
            "{name} is there, as a draft; now its people: voicebot campaign import"
        ).format(name=row.name)
    )
