"""Parts of the day and the hours that people mean by them."""

from enum import Enum, auto

from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Tokens, word_at


class DayPart(Enum):
    """A part of the day; night reaches into the next day.

    Morning, day, afternoon, towards evening and evening are the conventions that
    the robot reads back to people; the others are fitted between them.
    """

    MORNING = auto()
    BEFORE_LUNCH = auto()
    TOWARDS_LUNCH = auto()
    LUNCH = auto()
    DAYTIME = auto()
    AFTERNOON = auto()
    TOWARDS_EVENING = auto()
    EVENING = auto()
    LATE_EVENING = auto()
    NIGHT = auto()
    WHOLE_DAY = auto()

    @property
    def start_min(self) -> int:
        """Minutes since midnight."""
        return _HOURS[self][0] * 60

    @property
    def end_min(self) -> int:
        """Minutes since midnight."""
        return _HOURS[self][1] * 60


_HOURS = {
    DayPart.MORNING: (9, 12),
    DayPart.BEFORE_LUNCH: (9, 12),
    DayPart.TOWARDS_LUNCH: (11, 13),
    DayPart.LUNCH: (12, 14),
    DayPart.DAYTIME: (12, 17),
    DayPart.AFTERNOON: (14, 17),
    DayPart.TOWARDS_EVENING: (17, 20),
    DayPart.EVENING: (18, 21),
    DayPart.LATE_EVENING: (20, 22),
    DayPart.NIGHT: (22, 30),
    DayPart.WHOLE_DAY: (9, 21),
}

_ADVERBS = Phrasebook(
    {
        "утром|утречком|поутру|наутро": DayPart.MORNING,
        "в утро|утром": DayPart.MORNING,
        "в вечер|вечером": DayPart.EVENING,
        "с|со самого? утра|утречка": DayPart.MORNING,
        "на|к утро|утру": DayPart.MORNING,
        "рано|пораньше|ранним утром": DayPart.MORNING,
        "утру": DayPart.MORNING,
        "утром пораньше|рано": DayPart.MORNING,
        "в утренние часы": DayPart.MORNING,
        "до|перед обеда|обеденного": DayPart.BEFORE_LUNCH,
        "в|во первой|первую половине|половину дня": DayPart.BEFORE_LUNCH,
        "первая половина дня": DayPart.BEFORE_LUNCH,
        "до полудня": DayPart.BEFORE_LUNCH,
        "ближе? к обеду": DayPart.TOWARDS_LUNCH,
        "ближе? к полудню": DayPart.TOWARDS_LUNCH,
        "перед обедом": DayPart.TOWARDS_LUNCH,
        "в|на обед": DayPart.LUNCH,
        "в обеденное время": DayPart.LUNCH,
        "во время обеда": DayPart.LUNCH,
        "в обеденный перерыв": DayPart.LUNCH,
        "в районе обеда": DayPart.LUNCH,
        "днем": DayPart.DAYTIME,
        "среди дня": DayPart.DAYTIME,
        "в дневное|дневные время|часы": DayPart.DAYTIME,
        "в середине|середину дня": DayPart.DAYTIME,
        "середина дня": DayPart.DAYTIME,
        "после обеда|ланча|обеденного": DayPart.AFTERNOON,
        "после обеденного перерыва": DayPart.AFTERNOON,
        "послеобеда|пополудни": DayPart.AFTERNOON,
        "с обеда": DayPart.AFTERNOON,
        "во|в второй|вторую половине|половину дня": DayPart.AFTERNOON,
        "вторая половина дня": DayPart.AFTERNOON,
        "ближе? к вечеру": DayPart.TOWARDS_EVENING,
        "под вечер": DayPart.TOWARDS_EVENING,
        "вечеру": DayPart.TOWARDS_EVENING,
        "в|к|ближе|под конце|концу|конец рабочего? дня": DayPart.TOWARDS_EVENING,
        "ближе к концу рабочего? дня": DayPart.TOWARDS_EVENING,
        "вечером|вечерком": DayPart.EVENING,
        "на вечер": DayPart.EVENING,
        "в вечернее|вечерние время|часы": DayPart.EVENING,
        "поздно|попозже|поздним вечером": DayPart.EVENING,
        "после работы": DayPart.EVENING,
        "после рабочего дня": DayPart.EVENING,
        "ближе? к ночи": DayPart.LATE_EVENING,
        "на ночь глядя": DayPart.LATE_EVENING,
        "ночью": DayPart.NIGHT,
        "в|во течение|течении дня": DayPart.WHOLE_DAY,
    }
)

_SUFFIXES = Phrasebook(
    {
        "утра": DayPart.MORNING,
        "дня|пополудни": DayPart.DAYTIME,
        "вечера": DayPart.EVENING,
        "ночи": DayPart.NIGHT,
    }
)


def read_day_part(tokens: Tokens, at: int) -> Found[DayPart] | None:
    """«вечером», «после обеда»; not the «днём» of «с днём рождения»."""
    found = _ADVERBS.read(tokens, at)
    if found is None or word_at(tokens, at - 1) in ("с", "добрым"):
        return None
    return None if word_at(tokens, found.end) == "рождения" else found


_BARE = Phrasebook(
    {
        "утро": DayPart.MORNING,
        "обед": DayPart.LUNCH,
        "день": DayPart.DAYTIME,
        "вечер": DayPart.EVENING,
    }
)


def read_bare_part(tokens: Tokens, at: int) -> Found[DayPart] | None:
    """The «вечер» of «суббота, вечер»; «завтра день рождения» goes on."""
    found = _BARE.read(tokens, at)
    is_last = found is not None and (
        found.end == len(tokens) or tokens[found.end].is_after_pause
    )
    return found if is_last else None


def read_hour_suffix(tokens: Tokens, at: int) -> Found[DayPart] | None:
    """What stands after an hour: «утра», «вечера»."""
    return _SUFFIXES.read(tokens, at)
