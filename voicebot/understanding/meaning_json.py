"""A meaning as the flat JSON that `understand` and `listen` print."""

from voicebot.understanding.meaning import Meaning
from voicebot.understanding.spoken_time.moment import After, At, Day, SpokenTime, Window

JsonValue = str | int

TIMED_INTENTS = frozenset({"call_later", "reschedule"})
"""Where a named time is part of the answer; «какая завтра погода» fills no slot."""


def slots_json(meaning: Meaning) -> dict[str, JsonValue]:
    """`{"kind": "at" | "after" | "window" | "date", …}` or `{}`; times are ISO 8601."""
    if meaning.time is None or meaning.intent not in TIMED_INTENTS:
        return dict(meaning.slots)
    return {**meaning.slots, **time_json(meaning.time)}


def time_json(time: SpokenTime) -> dict[str, JsonValue]:
    """The time alone; `relative_min` stands only where it was said as «через …»."""
    match time:
        case At():
            return _at(time)
        case After(start=start):
            return {"kind": "after", "from": start.isoformat()}
        case Window(start=start, end=end):
            return {"kind": "window", "from": start.isoformat(), "to": end.isoformat()}
        case Day(value=value):
            return {"kind": "date", "value": value.isoformat()}


def _at(time: At) -> dict[str, JsonValue]:
    told: dict[str, JsonValue] = {"kind": "at", "value": time.value.isoformat()}
    if time.relative_min is not None:
        told["relative_min"] = time.relative_min
    return told
