"""When a campaign calls, and how much of a day is left of it."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta

from voicebot.campaign.opening import opening_of
from voicebot.campaign.regions import RUSSIA
from voicebot.campaign.rules import CampaignRules, HouseRules
from voicebot.campaign.schedule import Schedule
from voicebot.campaign.window import CallWindow, Hours, narrowest
from voicebot.cli.campaign_remark import About, Remark, error, fact, warning
from voicebot.i18n import _

_WEEK_DAYS = 7
_FEW_HOURS = timedelta(hours=3)


def remarks_on_hours(
    rules: CampaignRules, house: HouseRules, now: datetime, *, has_register: bool
) -> Iterator[Remark]:
    """`has_register` is whether mobile numbers' regions are known."""
    yield from _on_schedule(rules.schedule, now)
    windows = [rules.narrowest_window, *([house.window] if house.window else [])]
    window = narrowest(windows)
    if not any(window.days):
        yield error(
            About.HOURS,
            _(
                "the campaign's hours, the laws' and the settings' leave no hour to call"
                " in; widen `window`"
            ),
        )
        return
    yield fact(
        About.HOURS,
        _("calls by the person's own clock: {hours}").format(hours=_in_words(window)),
    )
    if not rules.zones and not has_register:
        yield from _on_mobile_numbers(window, house, now)


def _on_schedule(schedule: Schedule, now: datetime) -> Iterator[Remark]:
    if schedule.has_ended(now):
        sentence = _("the campaign ended at {moment}; write a later `ends`")
        yield error(About.HOURS, sentence.format(moment=_moment(schedule.ends)))
    elif schedule.ends is not None:
        sentence = _("it ends by itself at {moment}")
        yield fact(About.HOURS, sentence.format(moment=_moment(schedule.ends)))
    if schedule.starts is not None and schedule.starts > now:
        sentence = _("nobody is called before {moment}")
        yield fact(About.HOURS, sentence.format(moment=_moment(schedule.starts)))


def _moment(moment: datetime | None) -> str:
    return f"{moment:%d.%m.%Y %H:%M}" if moment else ""


def _on_mobile_numbers(
    window: CallWindow, house: HouseRules, now: datetime
) -> Iterator[Remark]:
    """A mobile number tells no time zone, so all of the country's must be open."""
    opening = opening_of(window, RUSSIA, house.days_off)
    days = [now.toordinal() + days for days in range(_WEEK_DAYS)]
    longest = max(
        sum((closes - opens for opens, closes in opening.open_on(day)), timedelta())
        for day in days
    )
    if longest > _FEW_HOURS:
        return
    yield warning(
        About.HOURS,
        _(
            "mobile numbers tell no time zone and can be called {minutes} minutes a day"
            " only; write `zones`, or name the register in campaigns.mobile_ranges"
        ).format(minutes=int(longest.total_seconds() // 60)),
    )


def _in_words(window: CallWindow) -> str:
    """Days with the same hours together: «Mon-Fri 09:00-20:00, Sat-Sun closed»."""
    named = zip(_day_names(), window.days, strict=True)
    groups = itertools.groupby(named, key=lambda day: day[1])
    told = [
        f"{_span([name for name, _same in days])} {_hours(hours)}"
        for hours, days in groups
    ]
    holidays = _("holidays {hours}").format(hours=_hours(window.holidays))
    return ", ".join([*told, holidays])


def _day_names() -> tuple[str, ...]:
    return _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")


def _span(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}-{names[-1]}"


def _hours(hours: Hours | None) -> str:
    if hours is None:
        return _("closed")
    return f"{hours.opens:%H:%M}-{hours.closes:%H:%M}"
