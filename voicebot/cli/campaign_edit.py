"""`voicebot campaign edit`: other rules for a campaign, while it runs."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicebot.cli.options import config_option, json_option
from voicebot.i18n import _
from voicebot.settings import load_settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from voicebot.cli.campaign_difference import Change
    from voicebot.store.campaigns import CampaignRow


@click.command("edit")
@click.argument("name", metavar="КАМПАНИЯ")
@click.argument("file", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@config_option
@json_option
def command(*, name: str, file: Path, config: Path | None, as_json: bool) -> None:
    """Дать КАМПАНИИ новые правила из ФАЙЛА, не останавливая её.

    Они действуют со следующего звонка; что уже назначено, остаётся назначенным.
    """
    from voicebot.campaign.reading.loader import load_campaign
    from voicebot.campaign.reading.written_file import text_of
    from voicebot.cli.campaign_database import in_database

    load_campaign(file)  # its complaints name the file
    text = text_of(file)
    settings = load_settings(config)
    row, changed = in_database(
        settings, lambda connection: _edited(connection, name, text)
    )
    if as_json:
        facts = {
            "campaign": row.name,
            "revision": row.revision,
            "changes": [asdict(change) for change in changed],
        }
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    if not changed:
        click.echo(
            _("{name}: the rules are the same, nothing changes").format(name=name)
        )
        return
    for change in changed:
        click.echo(change.line)
    click.echo(
        _("{name}: edition {revision} holds from the next call on").format(
            name=name, revision=row.revision
        ),
        err=True,
    )


async def _edited(
    connection: "AsyncConnection", name: str, text: str
) -> "tuple[CampaignRow, tuple[Change, ...]]":
    from voicebot.campaign.starting import start_refusal
    from voicebot.cli.campaign_database import locked_campaign
    from voicebot.cli.campaign_difference import changes
    from voicebot.errors import CampaignError
    from voicebot.store.campaigns import CampaignStatus, edit_campaign, rules_of

    row = await locked_campaign(connection, name)
    refusal = start_refusal(rules_of(text))
    if refusal is not None and row.status is CampaignStatus.RUNNING:
        raise CampaignError(
            _("{name} runs and must have what the law asks for: {why}").format(
                name=name, why=refusal.sentence
            )
        )
    changed = changes(row.rules, text)
    if not changed:
        return row, changed
    return await edit_campaign(connection, row.id, text), changed
