"""`voicebot campaign check`: look a campaign over before anybody is called."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicebot.cli.options import config_option, json_option, now_option
from voicebot.i18n import _
from voicebot.settings import Settings, load_settings

if TYPE_CHECKING:
    from voicebot.campaign.rules import CampaignRules
    from voicebot.cli.campaign_remark import Remark

HAS_ERRORS = 1


@click.command("check")
@click.argument("campaign", metavar="ФАЙЛ|КАМПАНИЯ")
@config_option
@now_option
@json_option
def command(
    *, campaign: str, config: Path | None, now: datetime | None, as_json: bool
) -> None:
    """Проверить кампанию: правила, сценарий, закон, часы, линии, контакты.

    ФАЙЛ правил или имя кампании, которая уже в базе. Код возврата 1, если что-то не
    даст ей начаться.
    """
    from voicebot.cli.campaign_remark import errors_of

    settings = load_settings(config)
    rules, remarks = _looked_over(campaign, settings, now or datetime.now(UTC))
    errors = errors_of(remarks)
    if as_json:
        _print_json(campaign, remarks, rules=rules, can_start=not errors)
    else:
        _print(remarks)
        click.echo(
            _("errors that stop it from starting: {count}").format(count=len(errors))
            if errors
            else _("nothing stops it from starting"),
            err=True,
        )
    if errors:
        sys.exit(HAS_ERRORS)


def _looked_over(
    campaign: str, settings: Settings, now: datetime
) -> "tuple[CampaignRules | None, list[Remark]]":
    from voicebot.campaign.reading.written_file import text_of
    from voicebot.cli.campaign_database import at_one_moment
    from voicebot.cli.campaign_kept import remarks_on_kept
    from voicebot.cli.campaign_readiness import WrittenRules, remarks_on

    file = Path(campaign)
    if file.suffix in {".yaml", ".yml"} or file.is_file():
        written = WrittenRules(text=text_of(file), named=file)
        return remarks_on(written, settings, now)
    return at_one_moment(
        settings,
        lambda connection: remarks_on_kept(connection, campaign, settings, now),
    )


def _print(remarks: "list[Remark]") -> None:
    from voicebot.cli.campaign_remark import Weight

    marks = {Weight.ERROR: "✗", Weight.WARNING: "!", Weight.FACT: "✓"}
    for remark in remarks:
        click.echo(f"{marks[remark.weight]} {remark.sentence}")


def _print_json(
    campaign: str,
    remarks: "list[Remark]",
    *,
    rules: "CampaignRules | None",
    can_start: bool,
) -> None:
    facts = {
        "campaign": rules.name if rules else campaign,
        "can_start": can_start,
        "remarks": [
            {
                "about": remark.about,
                "weight": remark.weight,
                "sentence": remark.sentence,
            }
            for remark in remarks
        ],
    }
    click.echo(json.dumps(facts, ensure_ascii=False))
