"""Start, pause, resume, stop: which status follows which."""

from collections.abc import Mapping
from enum import StrEnum

from voicebot.campaign.starting import start_refusal
from voicebot.i18n import _
from voicebot.store.campaigns import CampaignRow, CampaignStatus
from voicebot.web.kept_rules import kept_rules
from voicebot.web.problem import Kind, RequestRefused
from voicebot.web.status_words import status_in_words


class Command(StrEnum):
    """What a manager asks of a campaign. Asked twice, the second changes nothing."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


_LEADS_TO: Mapping[Command, CampaignStatus] = {
    Command.START: CampaignStatus.RUNNING,
    Command.RESUME: CampaignStatus.RUNNING,
    Command.PAUSE: CampaignStatus.PAUSED,
    Command.STOP: CampaignStatus.STOPPED,
}
_ALL = frozenset(CampaignStatus)
_FROM: Mapping[Command, frozenset[CampaignStatus]] = {
    Command.START: _ALL,
    Command.RESUME: frozenset({CampaignStatus.PAUSED, CampaignStatus.RUNNING}),
    Command.PAUSE: frozenset({CampaignStatus.RUNNING, CampaignStatus.PAUSED}),
    Command.STOP: _ALL - {CampaignStatus.DRAFT},
}


def status_after(command: Command, campaign: CampaignRow) -> CampaignStatus:
    """The status that `command` brings `campaign` to; its own where it is there already.

    Raises:
        RequestRefused: it cannot be done now, or the law forbids to start.
        CampaignError: the campaign's rules cannot be read any more.
    """
    if campaign.status not in _FROM[command]:
        raise RequestRefused(
            Kind.CONFLICT,
            _(
                'the campaign "{name}" is {status}, so {command} means nothing;'
                " start it first"
            ).format(
                name=campaign.name,
                status=status_in_words(campaign.status),
                command=command,
            ),
        )
    after = _LEADS_TO[command]
    if after is CampaignStatus.RUNNING:
        refusal = start_refusal(kept_rules(campaign))
        if refusal is not None:
            raise RequestRefused(Kind.CONFLICT, refusal.sentence)
    return after
