"""When somebody is tried again who was not reached."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from voicebot.campaign.retries import DayEnd, RetryRule, RetrySeries, SeriesStart
from voicebot.campaign.state import RetryProgress
from voicebot.campaign.zone import zone_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """What follows an attempt: the next one `at`, or None when it was the last.

    `message` names what is to be sent because a series was spent.
    """

    progress: RetryProgress
    at: datetime | None
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrying:
    """One retry rule for one contact.

    `zone` is whose clock says which day it is. `free` gives the first moment from one on
    that windows and caps allow, None if there is none.
    """

    rule: RetryRule
    zone: str
    free: Callable[[datetime], datetime | None]

    def after(self, progress: RetryProgress, at: datetime) -> Retry:
        """What follows one attempt more, begun at `at`."""
        progress = self._counted(progress, at)
        series = self._series(progress)
        if series is None:
            return Retry(progress=progress, at=None)
        if progress.made >= series.attempts:
            spent = _next_series(progress)
            return self._begun(spent, at, message=series.message)
        return self._within(progress, series, at)

    def _counted(self, progress: RetryProgress, at: datetime) -> RetryProgress:
        day = self._day(at)
        series = self._series(progress)
        is_other_day = progress.day is not None and progress.day != day
        if is_other_day and series is not None and series.is_within_day:
            progress = _day_over(progress, series)
        made, total = progress.made + 1, progress.total + 1
        return replace(progress, made=made, total=total, day=progress.day or day)

    def _within(
        self, progress: RetryProgress, series: RetrySeries, at: datetime
    ) -> Retry:
        """The next attempt of the same series, if its day is long enough."""
        if self._is_most(progress):
            return Retry(progress=progress, at=None)
        moment = self.free(at + timedelta(seconds=series.every_s))
        if moment is None:
            return Retry(progress=progress, at=None)
        if series.is_within_day and self._day(moment) != progress.day:
            return self._begun(_day_over(progress, series), at, not_before=moment)
        return Retry(progress=progress, at=moment)

    def _begun(
        self,
        progress: RetryProgress,
        at: datetime,
        *,
        not_before: datetime | None = None,
        message: str | None = None,
    ) -> Retry:
        """The first attempt of a series, after one at `at`."""
        series = self._series(progress)
        if series is None or self._is_most(progress):
            return Retry(progress=progress, at=None, message=message)
        start = self._start(series, at)
        if not_before is not None:
            start = max(start, not_before)
        return Retry(progress=progress, at=self.free(start), message=message)

    def _start(self, series: RetrySeries, at: datetime) -> datetime:
        if series.starts is SeriesStart.INTERVAL:
            return at + timedelta(seconds=series.every_s)
        tomorrow = self._day(at) + timedelta(days=1)
        return datetime.combine(tomorrow, time(0), zone_named(self.zone))

    def _series(self, progress: RetryProgress) -> RetrySeries | None:
        """The one that `progress` stands in; None where all are spent."""
        is_in_one = progress.series < len(self.rule.series)
        return self.rule.series[progress.series] if is_in_one else None

    def _is_most(self, progress: RetryProgress) -> bool:
        return self.rule.most is not None and progress.total >= self.rule.most

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(zone_named(self.zone)).date()


def _day_over(progress: RetryProgress, series: RetrySeries) -> RetryProgress:
    if series.day_end is DayEnd.START_OVER:
        return replace(progress, made=0, day=None)
    return _next_series(progress)


def _next_series(progress: RetryProgress) -> RetryProgress:
    return replace(progress, series=progress.series + 1, made=0, day=None)
