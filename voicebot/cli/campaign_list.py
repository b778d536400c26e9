"""`voicebot campaign list`: every campaign, and how far it has come."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicebot.cli.options import config_option, json_option
from voicebot.i18n import _
from voicebot.settings import load_settings

if TYPE_CHECKING:
    from rich.table import Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from voicebot.store.campaigns import CampaignRow
    from voicebot.store.progress import Progress

    Known = list[tuple[CampaignRow, Progress]]


@click.command("list")
@config_option
@json_option
def command(*, config: Path | None, as_json: bool) -> None:
    """Показать все кампании: что делают, сколько контактов, сколько готово."""
    from voicebot.cli.campaign_database import at_one_moment

    known = at_one_moment(load_settings(config), _known)
    if as_json:
        lines = [_facts(row, progress) for row, progress in known]
        click.echo(json.dumps(lines, ensure_ascii=False))
    elif known:
        from rich.console import Console

        Console().print(_table(known))
    else:
        click.echo(_("no campaigns yet; see voicebot campaign new"), err=True)


async def _known(connection: "AsyncConnection") -> "Known":
    from voicebot.store.campaigns import all_campaigns
    from voicebot.store.progress import progress_of

    now = datetime.now(UTC)
    rows = await all_campaigns(connection)
    return [(row, await progress_of(connection, row.id, now)) for row in rows]


def _facts(row: "CampaignRow", progress: "Progress") -> dict[str, object]:
    return {
        "campaign": row.name,
        "title": row.title,
        "status": row.status,
        "status_why": row.status_why,
        "contacts": progress.contacts,
        "finished": progress.finished,
        "due": progress.due,
        "live": progress.claimed,
        "attempts": progress.attempts,
        "lists": dict(progress.lists),
    }


def _table(known: "Known") -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from voicebot.cli.campaign_status_words import status_in_words
    from voicebot.results.figures import percent, whole

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(_("campaign"))
    table.add_column(_("status"))
    for heading in (_("contacts"), _("done"), "%", _("attempts"), _("now")):
        table.add_column(heading, justify="right", no_wrap=True)
    for row, progress in known:
        status = status_in_words(row.status)
        table.add_row(
            f"{row.name}\n  {row.title}" if row.title else row.name,
            f"{status}: {row.status_why}" if row.status_why else status,
            whole(progress.contacts),
            whole(progress.finished),
            percent(progress.finished, progress.contacts),
            whole(progress.attempts),
            whole(progress.claimed),
        )
    return table
