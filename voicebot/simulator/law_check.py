"""Every simulated call once more, against laws and caps: a second, plain reading.

It asks nothing of what decided the calls: hours are compared on each zone's own clock,
caps are counted over all calls of a number. Slow and simple on purpose.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from holidays import country_holidays

from voicebot.campaign.caps import Caps
from voicebot.campaign.rules import CampaignRules, HouseRules
from voicebot.campaign.window import CallWindow
from voicebot.i18n import _
from voicebot.simulator.dialled import Dialled

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """What a call broke; `what` is a sentence's part, for people."""

    number: str
    at: datetime
    what: str


class LawCheck:
    """Laws, hours and caps of one campaign, as they are written."""

    def __init__(self, rules: CampaignRules, house: HouseRules) -> None:
        own = (rules.window, house.window)
        self._windows: list[CallWindow] = [law.window for law in rules.laws]
        self._windows += [window for window in own if window is not None]
        self._extra = house.days_off.extra
        by_law = [law.caps for law in rules.laws]
        self._of_phone = [*by_law, rules.caps_per_phone, house.caps]
        self._of_person = [*by_law, rules.caps_per_contact]
        self._off: dict[date, bool] = {}
        self._zones: dict[str, ZoneInfo] = {}

    def violations(self, dialled: Iterable[Dialled]) -> Iterator[Violation]:
        """Of calls in any order."""
        calls = sorted(dialled, key=lambda call: call.attempt.at)
        by_number: defaultdict[str, list[Dialled]] = defaultdict(list)
        by_contact: defaultdict[int, list[Dialled]] = defaultdict(list)
        for call in calls:
            by_number[call.attempt.phone].append(call)
            by_contact[call.contact].append(call)
        for of_number in by_number.values():
            yield from self._of_number(of_number)
            yield from self._over_caps(of_number, self._of_phone)
        for of_contact in by_contact.values():
            yield from self._over_caps(of_contact, self._of_person)

    def _of_number(self, calls: Sequence[Dialled]) -> Iterator[Violation]:
        is_forbidden, free_at = False, calls[0].attempt.at
        for call in calls:
            if not all(self._is_open(call.attempt.at, zone) for zone in call.zones):
                yield _violation(call, _("outside the hours of calls"))
            if is_forbidden:
                yield _violation(call, _("after they asked not to be called"))
            if call.attempt.at < free_at:
                yield _violation(call, _("during another call to them"))
            is_forbidden |= call.attempt.is_do_not_call
            free_at = call.ends_at

    def _is_open(self, at: datetime, zone: str) -> bool:
        clock = at.astimezone(self._zone(zone))
        is_off = self._is_off(clock.date())
        for window in self._windows:
            hours = [window.days[clock.weekday()]]
            if is_off:
                hours.append(window.holidays)
            for each in hours:
                if each is None or not each.opens <= clock.time() < each.closes:
                    return False
        return True

    def _over_caps(
        self, calls: Sequence[Dialled], several: Sequence[Caps]
    ) -> Iterator[Violation]:
        for caps in several:
            for name, most, days in (
                (_("a day"), caps.day, 1),
                (_("a week"), caps.week, 7),
                (_("a month"), caps.month, 31),
            ):
                if most is not None:
                    yield from self._over_dates(calls, name, most, days)
            if caps.rolling_24h is not None:
                yield from _over_hours(calls, caps.rolling_24h)
            if caps.lifetime is not None:
                for call in calls[caps.lifetime :]:
                    yield _over(call, caps.lifetime, _("in all"))

    def _over_dates(
        self, calls: Sequence[Dialled], name: str, most: int, days: int
    ) -> Iterator[Violation]:
        for zone in calls[0].zones:
            there = self._zone(zone)
            dates = [call.attempt.at.astimezone(there).date() for call in calls]
            for at, call in enumerate(calls):
                first = dates[at] - timedelta(days=days - 1)
                if sum(first <= each for each in dates[: at + 1]) > most:
                    yield _over(call, most, name)

    def _is_off(self, day: date) -> bool:
        if day not in self._off:
            holidays: Mapping[date, str] = country_holidays("RU", years=day.year)
            self._off[day] = day in holidays or day in self._extra
        return self._off[day]

    def _zone(self, name: str) -> ZoneInfo:
        if name not in self._zones:
            self._zones[name] = ZoneInfo(name)
        return self._zones[name]


def _over_hours(calls: Sequence[Dialled], most: int) -> Iterator[Violation]:
    moments = [call.attempt.at for call in calls]
    for at, call in enumerate(calls):
        if sum(moments[at] - each < _DAY for each in moments[: at + 1]) > most:
            yield _over(call, most, _("24 hours"))


def _over(call: Dialled, most: int, period: str) -> Violation:
    told = _("called more than {most} times ({period})")
    return _violation(call, told.format(most=most, period=period))


def _violation(call: Dialled, what: str) -> Violation:
    return Violation(number=call.attempt.phone, at=call.attempt.at, what=what)
