"""`voicebot why`: what stands against dialling a number."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicebot.cli.options import config_option, json_option, now_option
from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.settings import load_settings

if TYPE_CHECKING:
    from voicebot.results.number_story import CampaignStory, NumberStory


@click.command("why", context_settings={"ignore_unknown_options": True})
@click.argument("number", metavar="НОМЕР")
@config_option
@now_option
@json_option
def command(
    *, number: str, config: Path | None, now: datetime | None, as_json: bool
) -> None:
    """Почему не звонят на НОМЕР: всё, что мешает, по кампаниям, и когда будет можно.

    Номер в любом виде: +7 916 123-45-67, 89161234567.
    """
    from voicebot.campaign.reading.house import house_rules
    from voicebot.cli.campaign_database import at_one_moment
    from voicebot.results.number_story import story_of

    settings = load_settings(config)
    moment, asked = now or datetime.now(UTC), _read(number)
    house = house_rules(settings)
    story = at_one_moment(
        settings, lambda connection: story_of(connection, asked, moment, house)
    )
    if as_json:
        click.echo(json.dumps(_facts(story), ensure_ascii=False))
    else:
        _print(story)


def _read(number: str) -> str:
    """In E.164.

    Raises:
        CampaignError: it is no number, or several.
    """
    from voicebot.contacts.phone_reading import read_phones

    numbers = read_phones(number).numbers
    if len(numbers) != 1:
        raise CampaignError(
            _('"{text}" is no telephone number; write one like +79161234567').format(
                text=number
            )
        )
    return numbers[0]


def _print(story: "NumberStory") -> None:
    if not story.is_known:
        click.echo(
            _(
                "{number}: nobody knows it: it is in no campaign and was never dialled"
            ).format(number=story.number)
        )
        return
    click.echo(
        _("{number}: dialled {count} times by all campaigns").format(
            number=story.number, count=story.attempts
        )
    )
    if story.forbidden_since is not None:
        click.echo(
            _("on the do-not-call list since {since}: {why}").format(
                since=f"{story.forbidden_since.astimezone():%d.%m.%Y %H:%M}",
                why=story.forbidden_why,
            )
        )
    for each in story.campaigns:
        _print_campaign(each)
    if not story.campaigns:
        click.echo(_("no campaign has it, so nobody will dial it"))


def _print_campaign(story: "CampaignStory") -> None:
    from voicebot.cli.campaign_status_words import status_in_words

    where = story.phone.region or ", ".join(story.phone.zones[:1])
    click.echo(
        f"\n{story.campaign} — {story.title or story.campaign}"
        f" ({status_in_words(story.status)}; {where})"
    )
    for ground in story.grounds:
        click.echo(f"  ✗ {ground.sentence}")
    click.echo(f"  → {_next(story)}")


def _next(story: "CampaignStory") -> str:
    if not story.grounds:
        return _("nothing stands against it: it is dialled as a line gets free")
    if story.next_at is None:
        return _("waiting does not help: nobody will dial it")
    moment = _local(story)
    return _("the rules allow it from {moment:%d.%m.%Y %H:%M} ({zone})").format(
        moment=moment, zone=story.phone.zones[0]
    )


def _local(story: "CampaignStory") -> datetime | None:
    from voicebot.campaign.zone import zone_named

    zone = zone_named(story.phone.zones[0])
    return story.next_at.astimezone(zone) if story.next_at else None


def _facts(story: "NumberStory") -> dict[str, object]:
    since = story.forbidden_since
    return {
        "number": story.number,
        "is_known": story.is_known,
        "attempts": story.attempts,
        "do_not_call": (
            {"since": since.isoformat(), "reason": story.forbidden_why}
            if since
            else None
        ),
        "campaigns": [_campaign_facts(each) for each in story.campaigns],
    }


def _campaign_facts(story: "CampaignStory") -> dict[str, object]:
    moment = _local(story)
    return {
        "campaign": story.campaign,
        "status": story.status,
        "contact": story.contact_id,
        "list": story.list,
        "zones": list(story.phone.zones),
        "grounds": [
            {"why": ground.why, "sentence": ground.sentence} for ground in story.grounds
        ],
        "next_at": moment.isoformat() if moment else None,
    }
