"""Starting, pausing, resuming, stopping: which is allowed when, and what it did."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.cli.campaign_database import in_database, locked_campaign
from voicebot.cli.campaign_kept import remarks_on_kept
from voicebot.cli.campaign_remark import Weight, errors_of
from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.settings import Settings, load_settings
from voicebot.store.campaigns import CampaignRow, CampaignStatus, set_status
from voicebot.store.progress import Progress, progress_of

_Told = Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From any of `since` to `to`; `refusals` say why not from another status.

    `done` says what was done. With `is_checked` the campaign must have all it needs.
    """

    since: frozenset[CampaignStatus]
    to: CampaignStatus
    refusals: Mapping[CampaignStatus, _Told]
    done: _Told
    is_checked: bool = False


def make(move: Move, name: str, config: Path | None, *, as_json: bool) -> None:
    """Do it in the database, and say what was done.

    Raises:
        CampaignError: there is no such campaign, or `move` is refused; why.
    """
    settings = load_settings(config)
    row, progress, warnings = in_database(
        settings, lambda connection: _made(connection, move, name, settings)
    )
    told = _sentence(move, row, progress)
    for warning in warnings:
        click.echo(f"! {warning}", err=True)
    if as_json:
        facts = {
            "campaign": row.name,
            "status": move.to,
            "contacts": progress.contacts,
            "due": progress.due,
            "live": progress.claimed,
            "sentence": told,
            "warnings": warnings,
        }
        click.echo(json.dumps(facts, ensure_ascii=False))
    else:
        click.echo(told)


async def _made(
    connection: AsyncConnection, move: Move, name: str, settings: Settings
) -> tuple[CampaignRow, Progress, list[str]]:
    now = datetime.now(UTC)
    warnings: list[str] = []
    row = await locked_campaign(connection, name)
    if row.status not in move.since:
        raise CampaignError(move.refusals[row.status]().format(name=name))
    if move.is_checked:
        _rules, remarks = await remarks_on_kept(connection, name, settings, now)
        errors = [remark.sentence for remark in errors_of(remarks)]
        if errors:
            raise CampaignError(
                _("{name} cannot start: {why}").format(name=name, why="; ".join(errors))
            )
        warnings = [
            remark.sentence for remark in remarks if remark.weight is Weight.WARNING
        ]
    await set_status(connection, row.id, move.to, now=now)
    return row, await progress_of(connection, row.id, now), warnings


def _sentence(move: Move, row: CampaignRow, progress: Progress) -> str:
    told = move.done().format(name=row.name, live=progress.claimed)
    if move.to is not CampaignStatus.RUNNING:
        return told
    return f"{told}; {_who_is_called(row, progress)}"


def _who_is_called(row: CampaignRow, progress: Progress) -> str:
    if progress.contacts == 0:
        return _("nobody is in it yet: voicebot campaign import {name} FILE").format(
            name=row.name
        )
    if progress.due:
        return _("{due} of {contacts} contacts are due now").format(
            due=progress.due, contacts=progress.contacts
        )
    if progress.next_at is None:
        return _("all of its {contacts} contacts are finished").format(
            contacts=progress.contacts
        )
    return _("the first of {contacts} contacts is due at {at}").format(
        contacts=progress.contacts,
        at=f"{progress.next_at.astimezone():%d.%m.%Y %H:%M}",
    )
