"""A caller's events, drawn."""

from benchmarks.callers.events import CallerEvent

NAMES = {
    "i": "invited",
    "m": "redirected",
    "a": "answered",
    "R": "robot_began",
    "r": "robot_ended",
    "C": "caller_began",
    "c": "caller_ended",
    "h": "hung_up",
    "l": "left",
}


def drawn(marks: str, *, call: int = 0) -> list[CallerEvent]:
    """A tenth of a second a character: `i` is the INVITE, `R…r` robot, `C…c` caller."""
    return [
        CallerEvent(
            call=call,
            at_s=index / 10,
            event=NAMES[mark],
            call_id=str(call) if mark == "i" else "",
        )
        for index, mark in enumerate(marks)
        if mark in NAMES
    ]
