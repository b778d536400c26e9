"""Finds what a campaign's keys, each right by itself, say against each other."""

from collections.abc import Iterable, Iterator
from zoneinfo import available_timezones

from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.legal import LONGEST_LABEL
from voicebot.campaign.reading.written import WrittenCampaign
from voicebot.campaign.reading.written_retries import WrittenRetries
from voicebot.campaign.retries import DayEnd
from voicebot.i18n import _
from voicebot.scenario.reading.document import Document, mark_of
from voicebot.scenario.reading.problem import Place, Problem
from voicebot.scenario.reading.similar import did_you_mean

_Complaint = tuple[Place, str]

LASTING = frozenset({AttemptResult.ANSWERED, AttemptResult.INVALID_NUMBER})
"""Results after which nobody is tried again: a talk has an outcome, a wrong number no
owner."""


def contradictions(
    written: WrittenCampaign, document: Document, outcomes: Iterable[str] | None
) -> list[Problem]:
    """`outcomes` are those that the scenario knows, where it is at hand."""
    complaints = [
        *_wrong_zones(written),
        *_never_open(written),
        *_ends_first(written),
        *_wrong_label(written),
        *_wrong_results(written),
        *_endless_retries(written),
        *_unknown_messages(written),
        *_unknown_outcomes(written, outcomes),
    ]
    return [_problem(document, place, told) for place, told in complaints]


def _problem(document: Document, place: Place, told: str) -> Problem:
    mark = mark_of(document.spots, place)
    return Problem(line=mark.line, column=mark.column, message=told)


def _wrong_zones(written: WrittenCampaign) -> Iterator[_Complaint]:
    known = available_timezones()
    for at, zone in enumerate(written.zones):
        if zone not in known:
            message = _('there is no time zone "{zone}"').format(zone=zone)
            yield ("zones", at), message + did_you_mean(zone, known)


def _never_open(written: WrittenCampaign) -> Iterator[_Complaint]:
    if not any(written.narrowest_window.days):
        message = _("these hours and the laws' leave no hour to call in; widen them")
        yield ("window",), message


def _ends_first(written: WrittenCampaign) -> Iterator[_Complaint]:
    starts, ends = written.starts, written.ends
    if starts is not None and ends is not None and ends <= starts:
        yield ("ends",), _("the campaign ends before it starts; write a later `ends`")


def _wrong_label(written: WrittenCampaign) -> Iterator[_Complaint]:
    letters = len(written.legal.label)
    if letters > LONGEST_LABEL:
        message = _(
            "the label has {letters} letters, {most} is the most; write a shorter one"
        )
        yield ("legal", "label"), message.format(letters=letters, most=LONGEST_LABEL)


def _wrong_results(written: WrittenCampaign) -> Iterator[_Complaint]:
    """Results that two rules count, that no rule can, or that none is named by."""
    owners: dict[AttemptResult, str] = {}
    for name, retries in written.retries.items():
        results = _results(name, retries)
        if not results:
            message = _('"{name}" is no result; write under "on" which it is about')
            told = message.format(name=name) + did_you_mean(name, AttemptResult)
            yield ("retries", name), told
        for result in results:
            if result in LASTING:
                message = _('nobody is tried again after "{result}"; remove it')
                yield ("retries", name), message.format(result=result.value)
            if result in owners:
                message = _('"{result}" is counted by "{other}" already; remove one')
                told = message.format(result=result.value, other=owners[result])
                yield ("retries", name), told
            owners[result] = name


def _results(name: str, retries: WrittenRetries) -> tuple[AttemptResult, ...]:
    if retries.on:
        return retries.on
    return tuple(result for result in AttemptResult if result == name)


def _endless_retries(written: WrittenCampaign) -> Iterator[_Complaint]:
    """What starts anew must end some day."""
    for name, retries in written.retries.items():
        is_anew = retries.in_a_row or any(
            series.if_day_ends is DayEnd.START_OVER for series in retries.series
        )
        if is_anew and retries.most is None:
            message = _(
                '"{name}" may start anew for ever; write how many attempts are the most: '
                '"most: 12"'
            )
            yield ("retries", name), message.format(name=name)


def _unknown_messages(written: WrittenCampaign) -> Iterator[_Complaint]:
    for name, retries in written.retries.items():
        for at, series in enumerate(retries.series):
            if series.message is not None and series.message not in written.messages:
                message = _('the message "{message}" is not under "messages"')
                told = message.format(message=series.message)
                hint = did_you_mean(series.message, written.messages)
                yield ("retries", name, "series", at, "message"), told + hint


def _unknown_outcomes(
    written: WrittenCampaign, outcomes: Iterable[str] | None
) -> Iterator[_Complaint]:
    if outcomes is None:
        return
    known = set(outcomes)
    for name in written.lists:
        if name not in known:
            message = _('the scenario "{scenario}" has no outcome "{outcome}"')
            told = message.format(scenario=written.scenario, outcome=name)
            yield ("lists", name), told + did_you_mean(name, known)
