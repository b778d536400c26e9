"""Answers as managers read them."""

from voicebot.i18n import _
from voicebot.results.answers import Answers
from voicebot.results.figures import tenths


def answers_heading(answers: Answers) -> str:
    """The field, and the mean of its scores where it has any."""
    if answers.mean is None:
        return _("Answers: {field}").format(field=answers.field)
    return _("Answers: {field}, {mean} on average").format(
        field=answers.field, mean=tenths(answers.mean)
    )
