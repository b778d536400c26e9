"""What a campaign cost, line by line."""

from collections.abc import Iterable

from voicebot.i18n import _
from voicebot.results.figures import money
from voicebot.results.results import Results


def cost_lines(results: Results) -> Iterable[tuple[str, str]]:
    """What was spent on what; nothing where the campaign names no cost."""
    spent = results.spent
    if spent is None:
        return
    yield _("attempts"), money(spent.attempts)
    yield _("minutes of talk"), money(spent.minutes)
    yield _("messages"), money(spent.messages)
    yield _("in all"), money(spent.total)
    yield _("per person dialled"), money(results.spent_per_contact)
    yield _("per result"), money(results.spent_per_goal)
