"""`callback`: call again later."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from typing_extensions import override

from voicebot.scenario.actions import ScheduleCallback
from voicebot.scenario.batch import Batch
from voicebot.scenario.callback_moment import CallWindow, later
from voicebot.scenario.flow import CONTINUE, Flow
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.step import Step
from voicebot.scenario.template import Template

CALLBACK = "callback"
"""The outcome of a talk that ends with a promise to call again."""

_WAIT = timedelta(hours=2)


class Callback(Step):
    """Schedules a call at `at`, and records the outcome `callback`.

    The call ends after it unless the node goes on. A value of `at` that is no time
    means in two hours.
    """

    key: ClassVar[str] = "callback"
    order: ClassVar[int] = 35
    example: ClassVar[str] = """
    say: Хорошо, перезвоню через два часа. До свидания.
    callback: {at: "{time | in 2 hours}"}
    """
    shorthand: ClassVar[str | None] = "at"
    ends_by_itself: ClassVar[bool] = True

    at: Template

    @override
    def inner_texts(self) -> Iterable[tuple[Place, Template]]:
        return [((self.key, "at"), self.at)]

    @property
    @override
    def outcomes(self) -> tuple[str, ...]:
        return (CALLBACK,)

    @override
    def enter(self, batch: Batch) -> Flow:
        moment = _moment(batch.render(self.at), batch.now, batch.scene.call_window)
        batch.actions.append(ScheduleCallback(at=moment))
        batch.record(CALLBACK)
        return CONTINUE


def _moment(text: str, now: datetime, window: CallWindow) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return window.into(later(now, _WAIT))
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
