"""The end of a contact's way through its campaign."""

from dataclasses import replace
from datetime import datetime

from voicebot.campaign.state import ContactState


def finished(state: ContactState, into: str, at: datetime) -> ContactState:
    """The contact at its end, in the list `into`."""
    return replace(
        state,
        list=into,
        finished_at=at,
        next_at=None,
        promised_at=None,
        callback_tries=0,
        retried_by=None,
    )
