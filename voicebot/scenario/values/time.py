"""`time`: a moment."""

from datetime import datetime

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.callback_moment import callback_moment
from voicebot.scenario.filter import RUSSIAN, Surroundings
from voicebot.scenario.russian.spoken_moment import read_moment, spoken_moment
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.value_type import ValueType, Wholeness
from voicebot.scenario.values.date import keyed_day
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.spoken_time.moment import After, At, Day, Window

_CLOCK_KEYS, _DAY_KEYS = 4, 4


class TimeValue(ValueType):
    """A moment ahead, within the call window of the contact: «завтра в десять», «через два часа».

    By keys it is four digits of the clock, 1430, or day, month and clock, 25111430.
    """

    kind = SlotType.TIME
    example = "2026-11-20T14:40+03:00"
    most_keys = _DAY_KEYS + _CLOCK_KEYS

    @override
    def complaint(self, text: str) -> str | None:
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return _("write a time like 2026-11-20T14:10+03:00")
        return None

    @override
    def said(self, meaning: Meaning, now: datetime) -> str | None:
        if meaning.time is None:
            return None
        return callback_moment(meaning.time, now).isoformat()

    @override
    def pressed(self, keys: str, now: datetime) -> str | None:
        keyed = keyed_time(keys, now)
        return callback_moment(keyed, now).isoformat() if keyed else None

    @override
    def wholeness(self, meaning: Meaning, most: int) -> Wholeness:
        match meaning.time:
            case None:
                return Wholeness.NOTHING
            case At() | After() | Window():
                return Wholeness.WHOLE
            case Day():
                return Wholeness.MAY_GO_ON

    @override
    def spoken(self, value: str, around: Surroundings) -> str:
        moment = read_moment(value, around.now.tzinfo)
        if moment is None:
            return value
        if around.language != RUSSIAN:
            return moment.strftime("%Y-%m-%d %H:%M")
        return spoken_moment(moment, around.now)


def keyed_time(keys: str, now: datetime) -> At | None:
    """The moment that was keyed, wherever it lies; None if the keys are no time."""
    day = now.date()
    if len(keys) == _DAY_KEYS + _CLOCK_KEYS:
        keyed = keyed_day(keys[:_DAY_KEYS], now.date())
        if keyed is None:
            return None
        day = keyed
    elif len(keys) != _CLOCK_KEYS:
        return None
    try:
        clock = datetime.strptime(keys[-_CLOCK_KEYS:], "%H%M")  # noqa: DTZ007  # the zone is that of `now`
    except ValueError:
        return None
    moment = datetime.combine(day, clock.time(), now.tzinfo)
    return At(value=moment)
