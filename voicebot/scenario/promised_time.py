"""The time that a caller names while the robot waits for one, and whether it can be kept."""

from datetime import datetime

from voicebot.scenario.callback_moment import (
    CallWindow,
    Clash,
    agreed_moment,
    callback_moment,
)
from voicebot.scenario.events import Event, KeysPressed, TurnHeard
from voicebot.scenario.language import Words
from voicebot.scenario.values.time import keyed_time
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.spoken_time.moment import SpokenTime
from voicebot.understanding.spoken_time.reader import heard_time


def awaited_time(event: Event, now: datetime, pending: str) -> Event:
    """The event with the time read as an answer to «when?».

    Of words that are hardly heard more is believed then; an hour alone is one of the
    day of `pending`, the moment that is being confirmed (ISO 8601, or empty).
    """
    if not isinstance(event, TurnHeard):
        return event
    meaning = event.meaning
    found = heard_time(
        meaning.text,
        now,
        alternatives=meaning.alternatives,
        kept=datetime.fromisoformat(pending) if pending else None,
        is_awaited=True,
    )
    return event if found is None else TurnHeard(meaning=meaning.with_time(found))


def promised_value(event: Event, now: datetime, window: CallWindow) -> str | None:
    """The moment that was said or keyed, moved into the window; ISO 8601."""
    asked = _asked(event, now)
    return callback_moment(asked, now, window).isoformat() if asked else None


def clash_of(event: Event, now: datetime, window: CallWindow) -> Clash | None:
    """What stands against the time that was said or keyed; None if nothing does."""
    asked = _asked(event, now)
    found = agreed_moment(asked, now, window) if asked else None
    return found if isinstance(found, Clash) else None


def told_clash(
    asked: SpokenTime, now: datetime, words: Words, window: CallWindow
) -> str:
    """What to say of a time that was moved into the call window; empty where none was."""
    found = agreed_moment(asked, now, window)
    told = words.clash(found.reason, window) if isinstance(found, Clash) else None
    return told.source if told else ""


def _asked(event: Event, now: datetime) -> SpokenTime | None:
    match event:
        case TurnHeard(meaning=Meaning(time=time)):
            return time
        case KeysPressed(keys=keys):
            return keyed_time(keys, now)
        case _:
            return None
