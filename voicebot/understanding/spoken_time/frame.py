"""What several mentions mean together; the last word on a matter wins."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from voicebot.understanding.spoken_time.day_phrases import (
    DayPhrase,
    joined_days,
    neighbouring_days,
)
from voicebot.understanding.spoken_time.hours import (
    AtClock,
    Hours,
    alternative_hours,
    joined_hours,
)
from voicebot.understanding.spoken_time.mentions import Mention, RightNow
from voicebot.understanding.spoken_time.tokens import Tokens
from voicebot.understanding.spoken_time.waits import Wait
from voicebot.understanding.spoken_time.word_forms import word_set


class Link(Enum):
    """How a mention hangs on the one before it."""

    AND = auto()
    NEXT = auto()
    OR = auto()
    PREFERABLY = auto()
    NO = auto()
    SLIP = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Either a wait, or days and hours of which one may be unsaid.

    `is_settled` once a choice was offered: what follows belongs to its second half.
    """

    wait: Wait | None = None
    days: DayPhrase | None = None
    hours: Hours | None = None
    is_settled: bool = False

    @property
    def is_empty(self) -> bool:
        return self.wait is None and self.days is None and self.hours is None


def with_mention(frame: Frame, mention: Mention, link: Link, today: date) -> Frame:
    """The frame after one more mention."""
    if frame.is_settled and link not in (Link.NO, Link.SLIP, Link.PREFERABLY):
        return frame
    frame = replace(frame, is_settled=False)
    match mention.value:
        case Wait() as wait:
            return _with_wait(frame, wait, link)
        case DayPhrase() as days:
            return _with_days(frame, days, link, today)
        case RightNow():
            return frame
        case hours:
            return _with_hours(frame, hours, link)


def _with_wait(frame: Frame, wait: Wait, link: Link) -> Frame:
    if link is Link.OR and not frame.is_empty:
        return replace(frame, is_settled=True)
    return Frame(wait=wait)


def _with_days(frame: Frame, days: DayPhrase, link: Link, today: date) -> Frame:
    if frame.wait and link is Link.OR:
        return replace(frame, is_settled=True)
    if link is Link.OR and frame.hours:
        return replace(frame, is_settled=True)
    if frame.days is None:
        return Frame(days=days, hours=None if link is Link.NO else frame.hours)
    if link in (Link.NEXT, Link.OR) and not frame.hours:
        both = neighbouring_days(frame.days, days, today)
        if both:
            return replace(frame, days=both)
    if link is Link.OR:
        return replace(frame, is_settled=True)
    joined = joined_days(frame.days, days, today)
    if joined:
        return replace(frame, days=joined)
    return Frame(days=days, hours=frame.hours if link is Link.SLIP else None)


def _with_hours(frame: Frame, hours: Hours, link: Link) -> Frame:
    if frame.wait:
        is_other = link is Link.OR
        return replace(frame, is_settled=True) if is_other else Frame(hours=hours)
    if frame.hours is None or link in (Link.NO, Link.SLIP):
        return replace(frame, hours=hours)
    if link is Link.OR:
        chosen = alternative_hours(frame.hours, hours)
        return replace(frame, hours=chosen, is_settled=chosen is frame.hours)
    is_pair = isinstance(frame.hours, AtClock) and isinstance(hours, AtClock)
    if link is Link.NEXT and is_pair:
        return replace(frame, hours=alternative_hours(frame.hours, hours))
    return replace(frame, hours=joined_hours(frame.hours, hours))


_NO = word_set("нет передумал передумала")
_SLIP = word_set("ой точнее вернее есть пардон ошибся ошиблась простите")
_OR = word_set("или либо")


def framed(tokens: Tokens, mentions: Iterable[Mention], today: date) -> Frame:
    frame, end = Frame(), 0
    for mention in mentions:
        link = _link(tokens, end, mention.start)
        frame = with_mention(frame, mention, link, today)
        end = mention.end
    return frame


def _link(tokens: Tokens, end: int, start: int) -> Link:
    between = {token.word for token in tokens[end:start]}
    if between & _NO:
        return Link.NO
    if between & _SLIP:
        return Link.SLIP
    if "лучше" in between:
        return Link.PREFERABLY
    if between & _OR:
        return Link.OR
    return Link.NEXT if end == start else Link.AND
