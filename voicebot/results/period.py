"""Between which moments a campaign dialled."""

from datetime import datetime
from zoneinfo import ZoneInfo

from voicebot.i18n import _
from voicebot.results.results import Results


def period(results: Results, zone: ZoneInfo) -> str:
    """Which campaign, and between which moments its attempts were made."""
    if results.first_at is None or results.last_at is None:
        return _("{campaign}: nobody was dialled yet").format(campaign=results.campaign)
    return _("{campaign}: attempts from {first} to {last} ({zone})").format(
        campaign=results.campaign,
        first=_moment(results.first_at, zone),
        last=_moment(results.last_at, zone),
        zone=zone.key,
    )


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d.%m.%Y %H:%M}"
