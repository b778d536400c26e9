"""What a refusal to dial changes for a contact."""

from dataclasses import replace
from datetime import datetime

from voicebot.campaign.ending import finished
from voicebot.campaign.lists import Lists
from voicebot.campaign.refusal import Refusal, Why
from voicebot.campaign.state import ContactState

CAMPAIGN_LACKS = frozenset(
    {
        Why.NO_CONSENT,
        Why.NO_CONTRACT,
        Why.NO_LABEL,
        Why.LONG_LABEL,
        Why.NOT_STARTED,
        Why.ENDED,
    }
)
"""Grounds that no contact is to blame for: the whole campaign must wait."""


def after_refusal(state: ContactState, refusal: Refusal, now: datetime) -> ContactState:
    """The contact, waiting for the refusal's moment, or at its end if there is none."""
    if refusal.why in CAMPAIGN_LACKS or state.finished_at is not None:
        return state
    if refusal.until is not None:
        return replace(state, next_at=refusal.until)
    is_refused = refusal.why is Why.DO_NOT_CALL
    return finished(state, Lists.DO_NOT_CALL if is_refused else Lists.NOT_ALLOWED, now)
