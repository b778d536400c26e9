"""`in`: the time heard, else a while from now."""

import re
from datetime import timedelta

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.callback_moment import later
from voicebot.scenario.filter import Filter, Surroundings

_WAIT = re.compile(r"^([0-9]{1,4})\s+(minute|hour|day)s?$")


class In(Filter):
    """The value, else the moment that long from now, moved into the call window."""

    name = "in"
    example = "{time | in 2 hours}"
    fills = True

    def __init__(self, argument: str) -> None:
        super().__init__(argument)
        found = _WAIT.match(argument)
        if not found:
            raise ValueError(
                _('"in {argument}" is no time; write one like in 2 hours').format(
                    argument=argument
                )
            )
        self._wait = timedelta(**{f"{found[2]}s": int(found[1])})

    @override
    def apply(self, value: str | None, around: Surroundings) -> str:
        if value:
            return value
        return around.call_window.into(later(around.now, self._wait)).isoformat()
