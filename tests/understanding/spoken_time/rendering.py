"""A found time as one line, for tables that people read."""

from voicebot.understanding.spoken_time.moment import (
    After,
    At,
    Day,
    SpokenTime,
    Window,
)

MINUTE = "%Y-%m-%d %H:%M"


def rendered(found: SpokenTime | None) -> str:
    match found:
        case None:
            return "nothing"
        case At(value=value, relative_min=None):
            return f"at {value:{MINUTE}}"
        case At(value=value, relative_min=minutes):
            return f"at {value:{MINUTE}} in {minutes}"
        case After(start=start):
            return f"after {start:{MINUTE}}"
        case Window(start=start, end=end):
            last = f"{end:%H:%M}" if start.date() == end.date() else f"{end:{MINUTE}}"
            return f"{start:{MINUTE}} - {last}"
        case Day(value=value):
            return f"on {value:%Y-%m-%d}"
