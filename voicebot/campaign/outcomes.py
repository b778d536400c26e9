"""What a talk's outcome means to the campaign."""

from dataclasses import dataclass

from voicebot.campaign.attempt import AttemptResult


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRule:
    """The contact goes to `list`; with `again_days`, is called anew after so many days.

    With `counts_as` the talk is no result yet: it is retried like that result.
    """

    list: str
    again_days: int | None = None
    counts_as: AttemptResult | None = None
