"""A move of a test that its talk has no place for, and what to write instead."""

from voicebot.i18n import _
from voicebot.scenario.actions import Action, CallWebhook, HangUp, Hold, Transfer


class Unplayable(Exception):
    """The talk cannot go on as written; the message is advice to the author."""


def advice(waiting: Action) -> str:
    """What the talk waits for instead, and how a test says so."""
    match waiting:
        case HangUp():
            return _("the talk is over by now; take this line out")
        case Transfer(to=to):
            return _(
                'the caller is being transferred to "{to}"; write what comes of it '
                'before this line: "- transfer: failed"'
            ).format(to=to)
        case CallWebhook(to=to):
            return _(
                'the robot waits for the webhook "{to}"; write what comes of it: '
                '"- webhook: {{answers: {{…}}}}", "- webhook: failed" or '
                '"- webhook: timed_out"'
            ).format(to=to)
        case Hold():
            return _("the robot goes from one hold to the next and asks nothing")
        case _:
            return _("the robot waits for the caller here, for nothing else")
