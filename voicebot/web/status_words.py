"""A campaign's status within a sentence."""

from collections.abc import Callable, Mapping

from voicebot.i18n import _
from voicebot.store.campaigns import CampaignStatus

_WORDS: Mapping[CampaignStatus, Callable[[], str]] = {
    CampaignStatus.DRAFT: lambda: _("not started yet"),
    CampaignStatus.RUNNING: lambda: _("running"),
    CampaignStatus.PAUSED: lambda: _("paused"),
    CampaignStatus.STOPPED: lambda: _("stopped"),
    CampaignStatus.FINISHED: lambda: _("finished"),
}


def status_in_words(status: CampaignStatus) -> str:
    return _WORDS[status]()
