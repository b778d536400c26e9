"""Dispositions and steps as managers read them."""

from collections.abc import Callable, Mapping

from voicebot.campaign.attempt import AttemptResult
from voicebot.i18n import _
from voicebot.results.results import Step


def result_in_words(result: AttemptResult) -> str:
    return _RESULTS[result]()


def step_in_words(step: Step, goal: str | None = None) -> str:
    """`goal` is the list that the campaign is made for."""
    return goal if step is Step.GOAL and goal else _STEPS[step]()


_RESULTS: Mapping[AttemptResult, Callable[[], str]] = {
    AttemptResult.ANSWERED: lambda: _("a person answered"),
    AttemptResult.NO_ANSWER: lambda: _("did not pick up"),
    AttemptResult.BUSY: lambda: _("the line was busy"),
    AttemptResult.UNAVAILABLE: lambda: _("switched off or out of reach"),
    AttemptResult.INVALID_NUMBER: lambda: _("no such number"),
    AttemptResult.REJECTED: lambda: _("declined the call"),
    AttemptResult.MACHINE: lambda: _("answering machine"),
    AttemptResult.FAILED: lambda: _("fault of the line"),
}

_STEPS: Mapping[Step, Callable[[], str]] = {
    Step.LOADED: lambda: _("loaded"),
    Step.DIALLED: lambda: _("dialled"),
    Step.REACHED: lambda: _("reached"),
    Step.TALKED: lambda: _("talked"),
    Step.GOAL: lambda: _("goal"),
}
