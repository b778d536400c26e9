"""Statuses of campaigns as managers read them."""

from collections.abc import Callable, Mapping

from voicebot.i18n import _
from voicebot.store.campaigns import CampaignStatus


def status_in_words(status: CampaignStatus) -> str:
    return _STATUSES[status]()


_STATUSES: Mapping[CampaignStatus, Callable[[], str]] = {
    CampaignStatus.DRAFT: lambda: _("draft"),
    CampaignStatus.RUNNING: lambda: _("runs"),
    CampaignStatus.PAUSED: lambda: _("paused"),
    CampaignStatus.STOPPED: lambda: _("stopped"),
    CampaignStatus.FINISHED: lambda: _("finished"),
}
