"""Why somebody is not dialled, and when they may be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from voicebot.i18n import _


class Why(StrEnum):
    """Grounds of a refusal."""

    FINISHED = "finished"
    DO_NOT_CALL = "do_not_call"
    DEAD_NUMBER = "dead_number"
    NOT_YET = "not_yet"
    PROMISED_LATER = "promised_later"
    OUTSIDE_WINDOW = "outside_window"
    NO_COMMON_HOUR = "no_common_hour"
    NEVER_OPEN = "never_open"
    CAP_DAY = "cap_day"
    CAP_24H = "cap_24h"
    CAP_WEEK = "cap_week"
    CAP_MONTH = "cap_month"
    CAP_LIFETIME = "cap_lifetime"
    NO_CONSENT = "no_consent"
    NO_CONTRACT = "no_contract"
    NO_LABEL = "no_label"
    LONG_LABEL = "long_label"
    NOT_STARTED = "not_started"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One ground; `named` fills its sentence in.

    `until` is the first moment at which nothing stands against the call any more, in the
    contact's zone; None: waiting does not help.
    """

    why: Why
    until: datetime | None = None
    named: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What stands against the call and what would have to change."""
        told = _SENTENCES[self.why]().format(**self.named)
        if self.until is None:
            return told
        return told + _("; may be dialled from {until:%d.%m.%Y %H:%M} ({zone})").format(
            until=self.until, zone=self.until.tzinfo
        )


_SENTENCES: Mapping[Why, Callable[[], str]] = {
    Why.FINISHED: lambda: _(
        'the contact is finished, in the list "{list}"; add it to a campaign anew to call'
    ),
    Why.DO_NOT_CALL: lambda: _(
        "the number is on the do-not-call list; only its owner can ask to be taken off it"
    ),
    Why.DEAD_NUMBER: lambda: _(
        "the number does not exist, or all attempts at it are spent; give the contact "
        "another one"
    ),
    Why.NOT_YET: lambda: _("the campaign's rules let some time pass between attempts"),
    Why.PROMISED_LATER: lambda: _("the person asked to be called at another time"),
    Why.OUTSIDE_WINDOW: lambda: _(
        "it is {clock:%H:%M} for the person ({zone}), when nobody is called"
    ),
    Why.NO_COMMON_HOUR: lambda: _(
        "the number may be in {count} time zones, which have no hour in common to call "
        "in; name the contact's time zone"
    ),
    Why.NEVER_OPEN: lambda: _(
        "the campaign's hours and the laws' leave no hour to call in; widen the "
        'campaign\'s "window"'
    ),
    Why.CAP_DAY: lambda: _("dialled {made} times today, {cap} is the most ({whose})"),
    Why.CAP_24H: lambda: _(
        "dialled {made} times in 24 hours, {cap} is the most ({whose})"
    ),
    Why.CAP_WEEK: lambda: _(
        "dialled {made} times in seven days, {cap} is the most ({whose})"
    ),
    Why.CAP_MONTH: lambda: _(
        "dialled {made} times in 31 days, {cap} is the most ({whose})"
    ),
    Why.CAP_LIFETIME: lambda: _(
        "dialled {made} times in all, {cap} is the most ({whose}); raise the cap to go on"
    ),
    Why.NO_CONSENT: lambda: _(
        'the campaign names no consent of the people called; write it as "legal.consent", '
        'or "test: true" for a test'
    ),
    Why.NO_CONTRACT: lambda: _(
        "the campaign names no contract with an operator; write its number as "
        '"legal.contract", or "test: true" for a test'
    ),
    Why.NO_LABEL: lambda: _(
        "the campaign has no label for the screen of who is called; write it as "
        '"legal.label", or "test: true" for a test'
    ),
    Why.LONG_LABEL: lambda: _(
        'the label "{label}" has {letters} letters, {most} is the most; write a shorter one'
    ),
    Why.NOT_STARTED: lambda: _("the campaign's `starts` has not come yet"),
    Why.ENDED: lambda: _(
        "the campaign ended at {ends:%d.%m.%Y %H:%M}; write a later `ends` to go on"
    ),
}
