"""Spoken Russian times to moments of the calendar."""

from datetime import datetime

from voicebot.understanding.spoken_time.frame import framed
from voicebot.understanding.spoken_time.mentions import find_mentions
from voicebot.understanding.spoken_time.moment import SpokenTime
from voicebot.understanding.spoken_time.refusals import accepted
from voicebot.understanding.spoken_time.resolution import resolved
from voicebot.understanding.spoken_time.tokens import read_tokens


def find_time(text: str, now: datetime) -> SpokenTime | None:
    """The time that an utterance asks for, in the zone of `now`; None if it names none.

    The last word on a matter wins («нет, лучше завтра»), refused times do not count,
    and what is over already means its next occurrence. `now` must be aware; a naive
    one raises ValueError.

    >>> from datetime import timezone, timedelta
    >>> moscow = timezone(timedelta(hours=3))
    >>> find_time("минут через двадцать", datetime(2026, 3, 11, 11, 20, tzinfo=moscow))
    ... # doctest: +ELLIPSIS
    At(value=datetime.datetime(2026, 3, 11, 11, 40, ...), relative_min=20)
    """
    if now.tzinfo is None:
        raise ValueError("now has no time zone: give an aware datetime")
    tokens = read_tokens(text)
    mentions = accepted(tokens, find_mentions(tokens))
    return resolved(framed(tokens, mentions, now.date()), now)
